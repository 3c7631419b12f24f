import AWS
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("Cloud Map, by recorded answers")
struct DiscoveryTests {
  static let instance = InfraModel.InstanceID("0123456789abcdef01234567")
  static let context = ProviderContext(secrets: TypeLife.NoSecrets())
  static let namespace: Datum = [
    "Id": "ns-1", "Arn": "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-1",
    "Name": "prod.internal", "Type": "DNS_PRIVATE",
    "Properties": ["DnsProperties": ["HostedZoneId": "Z1", "SOA": ["TTL": 15]]],
  ]
  static let ownTags = ScriptedAWS.Answer.json([
    "Tags": [["Key": "infra:instance", "Value": "0123456789abcdef01234567"]]
  ])

  static func operation(_ status: String, _ more: Datum = [:]) -> ScriptedAWS.Answer {
    let operation: Datum = [
      "Id": "op-1", "Status": .string(status), "Targets": ["NAMESPACE": "ns-1"],
    ]
    return .json(["Operation": operation.merging(more)])
  }

  private func request(_ resource: some Resource, prior attributes: Fields? = nil)
    -> ProviderRequest
  {
    let schema = Self.schema(resource)
    let address = Address(module: [], type: schema.type, key: "it")
    let arguments = TypeLife.arguments(of: resource)
    return ProviderRequest(
      environment: "prod", address: address, instance: Self.instance, schema: schema,
      arguments: arguments,
      prior: attributes.map {
        ResourceState(
          address: address, provider: "aws", instance: Self.instance, arguments: arguments,
          attributes: $0)
      })
  }

  private static func schema<R: Resource>(_ resource: R) -> Schema { R.schema.schema }

  private var inner: AWSServiceDiscoveryPrivateDNSNamespace {
    AWSServiceDiscoveryPrivateDNSNamespace(
      "inner", name: "prod.internal", vpc: "vpc-0123456789abcdef0")
  }

  @Test("makes a namespace in its own time, and its id is known when that is done")
  func made() async throws {
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      case "CreatePrivateDnsNamespace": .json(["OperationId": "op-1"])
      case "GetOperation": Self.operation(["SUBMITTED", "PENDING", "SUCCESS"][min(count, 2)])
      case "GetNamespace": .json(["Namespace": Self.namespace])
      default: Self.ownTags
      }
    }
    let attributes = try await aws.provider().perform(.create, request(inner), Self.context)
    #expect(attributes["id"] == "ns-1")
    #expect(attributes["hosted_zone"] == "Z1")
    #expect(aws.waited == 0.75)
    let input = try #require(aws.inputs("CreatePrivateDnsNamespace").first)
    #expect(input["Vpc"] == "vpc-0123456789abcdef0")
    #expect(input["CreatorRequestId"] == "0123456789abcdef01234567")
  }

  @Test("says why it could not make a namespace")
  func failed() async throws {
    let aws = ScriptedAWS { request, _ in
      request.operation == "GetOperation"
        ? Self.operation(
          "FAIL",
          [
            "ErrorCode": "CANNOT_CREATE_HOSTED_ZONE",
            "ErrorMessage": "the VPC has a zone of this name",
          ])
        : .json(["OperationId": "op-1"])
    }
    await #expect {
      _ = try await aws.provider().perform(.create, request(inner), Self.context)
    } throws: { error in
      let error = error as? ProviderError
      return error?.kind == .refused
        && error?.message == "The operation on the namespace failed: CANNOT_CREATE_HOSTED_ZONE: "
          + "the VPC has a zone of this name."
    }
  }

  @Test("is asked after an operation within a bound")
  func bounded() async throws {
    let aws = ScriptedAWS { request, _ in
      request.operation == "GetOperation"
        ? Self.operation("PENDING") : .json(["OperationId": "op-1"])
    }
    await #expect {
      _ = try await aws.provider().perform(.create, request(inner), Self.context)
    } throws: { error in
      let error = error as? ProviderError
      return error?.kind == .uncertain
        && error?.message == "The operation op-1 on the namespace is PENDING after 600 s."
    }
  }

  @Test("takes up the namespace of an attempt whose answer was lost, among others of its name")
  func repeated() async throws {
    let theirs = Self.namespace.merging([
      "Id": "ns-0", "Arn": "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-0",
    ])
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      case "CreatePrivateDnsNamespace": .lost
      case "ListNamespaces": .json(["Namespaces": [theirs, Self.namespace]])
      case "GetNamespace": .json(["Namespace": Self.namespace])
      case "ListTagsForResource":
        request.input["ResourceARN"] == theirs["Arn"] ? .json(["Tags": []]) : Self.ownTags
      default: .json([:])
      }
    }
    let provider = try aws.provider()
    let asked = request(inner)
    await #expect(throws: ProviderError.self) {
      _ = try await provider.perform(.create, asked, Self.context)
    }
    let attributes = try await provider.perform(.create, asked, Self.context)
    #expect(attributes["id"] == "ns-1")
    #expect(aws.inputs("CreatePrivateDnsNamespace").count == 1)
  }

  @Test("that still makes the namespace of a lost attempt is waited for, and it is taken up")
  func duplicated() async throws {
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      case "CreatePrivateDnsNamespace":
        count < 2
          ? .refused("DuplicateRequest", "The operation is already in progress.")
          : .refused("NamespaceAlreadyExists", "prod.internal")
      case "ListNamespaces": .json(["Namespaces": [Self.namespace]])
      case "GetNamespace": .json(["Namespace": Self.namespace])
      default: Self.ownTags
      }
    }
    let attributes = try await aws.provider().perform(.create, request(inner), Self.context)
    #expect(attributes["id"] == "ns-1")
    #expect(aws.inputs("CreatePrivateDnsNamespace").count == 3)
  }

  @Test("takes a namespace away once the last name in it is gone, and waits until that is done")
  func removed() async throws {
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      case "DeleteNamespace" where count == 0:
        .refused("ResourceInUse", "There are services in it.")
      case "DeleteNamespace": .json(["OperationId": "op-1"])
      case "GetOperation": Self.operation(count == 0 ? "PENDING" : "SUCCESS")
      case "GetNamespace" where count > 0: .refused("NamespaceNotFound")
      case "GetNamespace": .json(["Namespace": Self.namespace])
      default: Self.ownTags
      }
    }
    _ = try await aws.provider().perform(
      .delete, request(inner, prior: Fields(["id": "ns-1"])), Self.context)
    #expect(
      aws.operations == [
        "GetNamespace", "ListTagsForResource", "DeleteNamespace", "DeleteNamespace",
        "GetOperation", "GetOperation", "GetNamespace",
      ])
  }

  @Test("changes a name as a whole: what is left out would be taken away")
  func whole() async throws {
    let aws = ScriptedAWS { request, _ in
      switch request.operation {
      case "GetService":
        .json([
          "Service": [
            "Id": "srv-1", "Arn": "arn:aws:servicediscovery:eu-central-1:1:service/srv-1",
            "Name": "web", "NamespaceId": "ns-1",
          ]
        ])
      case "UpdateService": .json(["OperationId": "op-1"])
      case "GetOperation": Self.operation("SUCCESS")
      default: Self.ownTags
      }
    }
    var changed = request(
      AWSServiceDiscoveryService(
        "web", description: "of the edge",
        dns: .init(namespace: "ns-1", records: [.init(.a, ttl: .seconds(20))]),
        healthCheck: .init(kind: .http, path: "/", failures: 2)),
      prior: Fields(["id": "srv-1"]))
    changed.changed = ["description"]
    _ = try await aws.provider().perform(.update, changed, Self.context)
    #expect(
      aws.inputs("UpdateService") == [
        [
          "Id": "srv-1",
          "Service": [
            "Description": "of the edge", "DnsConfig": ["DnsRecords": [["Type": "A", "TTL": 20]]],
            "HealthCheckConfig": ["Type": "HTTP", "ResourcePath": "/", "FailureThreshold": 2],
          ],
        ]
      ])
  }

  @Test("takes what is registered out of a name before it goes, where that is declared")
  func cleared() async throws {
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      case "GetService":
        .json(["Service": ["Id": "srv-1", "Arn": "arn:aws:servicediscovery:::service/srv-1"]])
      case "ListInstances" where count == 0:
        .json(["Instances": [["Id": "one"]], "NextToken": "more"])
      case "ListInstances": .json(["Instances": [["Id": "two"]]])
      case "DeregisterInstance": .json(["OperationId": "op-1"])
      case "GetOperation": Self.operation("SUCCESS")
      case "ListTagsForResource": Self.ownTags
      default: .json([:])
      }
    }
    let web = AWSServiceDiscoveryService(
      "web", dns: .init(namespace: "ns-1", records: [.init(.a, ttl: .seconds(20))]),
      isDeletedWithInstances: true)
    _ = try await aws.provider().perform(
      .delete, request(web, prior: Fields(["id": "srv-1"])), Self.context)
    #expect(aws.inputs("DeregisterInstance").map { $0["InstanceId"] } == ["one", "two"])
    #expect(aws.operations.last == "DeleteService")
  }
}
