import InfraDSL
import InfraModel

/// A platform that can run services: it turns what modules declare into resources.
public protocol ServicePlatform: Platform {
  /// The resources that a service is here.
  func expand(_ service: Service, _ context: inout ExpansionContext) -> Expansion
  /// The resources that a cache is here.
  func expand(_ cache: Cache, _ context: inout ExpansionContext) -> Expansion
  /// The resources that a network is here.
  func expand(_ network: Network, _ context: inout ExpansionContext) -> Expansion
  /// The resources that a volume is here.
  func expand(_ volume: Volume, _ context: inout ExpansionContext) -> Expansion
}

extension Expandable {
  /// The environment's platform, if it can run services; a problem if it cannot.
  func platform(_ context: inout ExpansionContext) -> (any ServicePlatform)? {
    if let platform = context.platform as? any ServicePlatform { return platform }
    context.report(
      Diagnostic(
        "Platform cannot run services",
        "\(declaration.handle.kind) \"\(declaration.handle.key)\" needs a platform, and "
          + "environment \"\(context.environment)\" has \(context.platform.name).",
        at: declaration.handle.location,
        hints: ["give the environment one: var platform: any Platform { DockerHost() }"]))
    return nil
  }
}
