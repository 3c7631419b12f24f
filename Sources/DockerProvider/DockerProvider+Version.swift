import InfraModel

extension DockerProvider {
  /// The version of the Engine API that is spoken with the engine, as `1.41`; asks the engine.
  public func apiVersion() async throws(ProviderError) -> String {
    try await engine.facts().version.description
  }

  /// Makes sure that an engine answers whose API is not too old.
  public func probe() async throws(ProviderError) { _ = try await engine.facts() }
}
