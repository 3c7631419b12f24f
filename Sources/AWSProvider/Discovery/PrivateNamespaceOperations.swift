import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_service_discovery_private_dns_namespace`. Terraform imports one as
  /// `ns-1:vpc-1`, since Cloud Map does not tell the VPC.
  static let privateNamespace = AWSType(
    "aws_service_discovery_private_dns_namespace", "namespace",
    arguments: [
      .both("name", "Name"),
      .both("vpc", "Vpc", .ifTold(.text)),
      .both("description", "Description"),
    ],
    attributes: ["id": "Id", "arn": "Arn", "hosted_zone": "Zone"],
    tags: .discovery,
    lookup: Lookup(
      pages: AWSPages("NextToken"), extras: [.discoveryTags], search: ownNamespace,
      picking: { answer, key in
        switch key {
        case .id(let id):
          let vpc = id.split(separator: ":").dropFirst().first.map { Datum.string(String($0)) }
          return [shapedNamespace(answer["Namespace"]).setting("Vpc", vpc ?? .null)]
        case .arguments(let arguments):
          return answer["Namespaces"].elements.filter { isPrivate($0, arguments) }
            .map(shapedNamespace)
        case .instance: return []
        }
      }
    ) { key in
      switch key {
      case .id(let id):
        let own = id.split(separator: ":").first.map(String.init) ?? id
        return AWSCall(.discovery, "GetNamespace", ["Id": .string(own)])
      case .arguments(let arguments): return namespaces(arguments)
      case .instance: return nil
      }
    },
    // The name may be that of an attempt that went on after its answer was lost.
    creation: Creation(
      .discovery, "CreatePrivateDnsNamespace", id: "Operation.Targets.NAMESPACE",
      taken: ["NamespaceAlreadyExists", "ConflictingDomainExists"],
      adding: { ["CreatorRequestId": .string($0.instance.text)] }),
    updates: [
      Update(["description"]) { scope in
        let description = scope["description"]
        return [
          AWSCall(
            .discovery, "UpdatePrivateDnsNamespace",
            [
              "Id": .string(scope.id),
              "Namespace": ["Description": description.isNull ? "" : description],
            ])
        ]
      }
    ],
    deletion: Deletion(
      .discovery, "DeleteNamespace", id: "Id", blocked: ["DuplicateRequest"],
      waitsUntilGone: true),
    following: .discovery,
    // The operation of an attempt whose answer was lost goes on.
    again: ["DuplicateRequest"])

  private static func namespaces(_ arguments: Fields) -> AWSCall {
    AWSCall(
      .discovery, "ListNamespaces",
      [
        "Filters": [
          ["Name": "TYPE", "Condition": "EQ", "Values": ["DNS_PRIVATE"]],
          ["Name": "NAME", "Condition": "EQ", "Values": [arguments["name"] ?? .null]],
        ]
      ])
  }

  private static func isPrivate(_ namespace: Datum, _ arguments: Fields) -> Bool {
    namespace["Type"] == "DNS_PRIVATE" && namespace["Name"] == arguments["name"] ?? .null
  }

  /// Other VPCs may have a namespace of the same name: the tag says which it is.
  @Sendable private static func ownNamespace(
    _ instance: InstanceID, _ arguments: Fields, _ session: AWSSession
  ) async throws(ProviderError) -> String? {
    let all = try await session.all(
      namespaces(arguments), "Namespaces", AWSPages("NextToken"))
    return try await session.discovered(instance, of: all.filter { isPrivate($0, arguments) })
  }

  @Sendable private static func shapedNamespace(_ namespace: Datum) -> Datum {
    let zone = namespace[path: "Properties.DnsProperties.HostedZoneId"].string
    // Some write it as Route 53 does.
    let id = zone?.split(separator: "/").last.map { Datum.string(String($0)) }
    return namespace.setting("Zone", id ?? .null)
  }
}
