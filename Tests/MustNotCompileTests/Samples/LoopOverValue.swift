import Docker
import InfraDSL

private struct LoopOverValue: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let names: Value<[String]> = Value(["a", "b"])
    // error: for-in loop requires 'Value<[String]>' to conform to 'Sequence'
    for name in names {
      DockerVolume("data-\(name)")
    }
  }
}
