import Builtin
import Docker
import InfraDSL

private struct ConcatenatedValue: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let net = DockerNetwork("net")
    net
    // error: requires that 'Value<String>' conform to 'RangeReplaceableCollection'
    TerraformData("text", input: "net-" + net.networkName)
  }
}
