import Docker
import InfraDSL
import InfraModel

@testable import DockerProvider

extension Sandbox {
  /// A container that sleeps and ends at once when asked to.
  func sleeper(
    _ image: String, environment: [String: Value<String>] = [:], files: [UploadedFile] = [],
    ports: [PortBinding] = [], networks: [NetworkAttachment] = [], mounts: [Mount] = [],
    memory: ByteCount? = nil
  ) -> DockerContainer {
    DockerContainer(
      "c", name: Value(ObjectName("\(name)-c")), image: Value(ImageReference(image)),
      command: ["sleep", "60"], environment: environment, hasInit: true, files: files, ports: ports,
      networks: networks, mounts: mounts, memory: memory)
  }

  /// The content of a file in a container.
  func text(of path: String, in id: String) async throws -> String {
    try await ContainerFiles(engine: engine, container: id).readText(of: path)
  }
}
