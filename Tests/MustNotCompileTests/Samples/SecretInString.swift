import Builtin
import InfraDSL

private struct SecretInString: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let token = Secret.environment("TOKEN")
    // error: a secret has no text: pass it to an argument that takes a Secret
    let text: String = "token \(token)"
    TerraformData("token", input: Value(text))
  }
}
