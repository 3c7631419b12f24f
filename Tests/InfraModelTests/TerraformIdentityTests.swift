import InfraModel
import Testing

@Suite("What Terraform imports an object by")
struct TerraformIdentityTests {
  private let service = TerraformIdentity.joined(.lastPart("cluster"), "/", "name")

  @Test("is made of values, and of names in Amazon resource names")
  func parts() {
    #expect(
      service.text(["cluster": "arn:aws:ecs:eu-central-1:123456789012:cluster/main", "name": "web"])
        == "main/web")
    #expect(service.text(["cluster": "main", "name": "web"]) == "main/web")
  }

  @Test("is made of the one of several values that is given, which others are empty texts beside")
  func alternatives() {
    let route = TerraformIdentity.joined("table", "_", .oneOf(["ipv4", "ipv6"]))
    #expect(route.text(["table": "rtb-1", "ipv4": "0.0.0.0/0", "ipv6": ""]) == "rtb-1_0.0.0.0/0")
    #expect(route.text(["table": "rtb-1", "ipv4": "", "ipv6": "::/0"]) == "rtb-1_::/0")
    #expect(route.text(["table": "rtb-1", "ipv6": "::/0"]) == "rtb-1_::/0")
    #expect(route.text(["table": "rtb-1", "ipv4": ""]) == nil)
  }

  @Test("is nothing while a part of it is not known")
  func unknown() {
    #expect(service.text(["name": "web"]) == nil)
    #expect(service.text(["cluster": "main"]) == nil)
  }
}
