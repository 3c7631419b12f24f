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

  @Test("is nothing while a part of it is not known")
  func unknown() {
    #expect(service.text(["name": "web"]) == nil)
    #expect(service.text(["cluster": "main"]) == nil)
  }
}
