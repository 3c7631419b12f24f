import AWS
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("A firewall")
struct FirewallTests {
  @Test("is read by the parts of its id once it is made, and waited for by nobody")
  func made() async throws {
    let acl = AWSWAFv2WebACL("edge", name: "edge", scope: .regional, byDefault: .allow)
    let instance = InfraModel.InstanceID("0123456789abcdef01234567")
    let aws = ScriptedAWS { request, _ in
      switch request.operation {
      case "CreateWebACL":
        .json([
          "Summary": [
            "Id": "acl-1", "Name": "edge",
            "ARN": "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/edge/acl-1",
          ]
        ])
      case "GetWebACL":
        request.input == ["Id": "acl-1", "Name": "edge", "Scope": "REGIONAL"]
          ? .json([
            "LockToken": "token",
            "WebACL": [
              "Id": "acl-1", "Name": "edge",
              "ARN": "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/edge/acl-1",
            ],
          ]) : .refused("WAFNonexistentItemException")
      default: .json([:])
      }
    }
    let schema = AWSWAFv2WebACL.schema.schema
    let attributes = try await aws.provider().perform(
      .create,
      ProviderRequest(
        environment: "prod", address: Address(module: [], type: schema.type, key: "edge"),
        instance: instance, schema: schema, arguments: TypeLife.arguments(of: acl)),
      ProviderContext(secrets: TypeLife.NoSecrets()))
    #expect(attributes["id"] == "acl-1")
    #expect(aws.waited == 0)
  }
}
