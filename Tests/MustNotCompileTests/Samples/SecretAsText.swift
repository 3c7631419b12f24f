import Builtin
import InfraDSL

private struct SecretAsText: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let token = Secret.environment("TOKEN")
    // error: cannot convert value of type 'Secret' to expected argument type 'Value<String>'
    TerraformData("token", input: token)
  }
}
