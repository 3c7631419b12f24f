import Builtin
import InfraDSL

private struct NumberAsText: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: requires that 'String' conform to 'ExpressibleByIntegerLiteral'
    TerraformData("version", input: 7)
  }
}
