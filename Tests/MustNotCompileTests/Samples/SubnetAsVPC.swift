import AWS
import InfraDSL

private struct SubnetAsVPC: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let main = AWSVPC("main", cidrBlock: "10.0.0.0/16")
    let subnet = AWSSubnet("a", vpc: main.id, cidrBlock: "10.0.0.0/24")
    main
    subnet
    // error: cannot convert value of type 'Value<SubnetID>'
    AWSSecurityGroup("web", vpc: subnet.id)
  }
}
