import Builtin
import InfraDSL

private struct SecretInValue: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let token = Secret.environment("TOKEN")
    // error: a secret has no text: pass it to an argument that takes a Secret or a FileContent
    TerraformData("token", input: "token \(token)")
  }
}
