import Docker
import InfraDSL

private struct MemoryWithoutUnit: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: cannot convert value of type 'Int' to expected argument type 'ByteCount'
    DockerContainer("c", image: "redis:7", memory: 256)
  }
}
