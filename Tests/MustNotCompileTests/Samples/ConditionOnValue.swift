import Docker
import InfraDSL

private struct ConditionOnValue: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let flag: Value<Bool> = true
    // error: cannot convert value of type 'Value<Bool>' to expected condition type 'Bool'
    if flag {
      DockerVolume("data")
    }
  }
}
