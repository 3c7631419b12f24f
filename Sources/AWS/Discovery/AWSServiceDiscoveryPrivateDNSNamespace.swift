import InfraDSL
import InfraModel

/// A domain that services find each other in, as Terraform's
/// `aws_service_discovery_private_dns_namespace`.
///
///     let inner = AWSServiceDiscoveryPrivateDNSNamespace("inner", name: "prod.internal", vpc:
///   main.id)
public struct AWSServiceDiscoveryPrivateDNSNamespace: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSServiceDiscoveryPrivateDNSNamespace>(
    "aws_service_discovery_private_dns_namespace", "A domain that services find each other in.",
    terraformIdentity: .joined("id", ":", "vpc"),
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "The domain."),
      .required("vpc", \.vpc, changing: .replaceWithGap, "The VPC that sees it."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The namespace's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "hosted_zone", terraform: "hosted_zone", "The zone of the DNS that holds its names."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The domain.
  public let name: Value<DomainName>
  /// The VPC that sees it.
  public let vpc: Value<VPCID>
  /// What it is for.
  public let description: Value<String>?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a domain.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: The domain.
  ///   - vpc: The VPC that sees it.
  ///   - description: What it is for.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<DomainName>, vpc: Value<VPCID>, description: Value<String>? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_service_discovery_private_dns_namespace", key: key, file: file, line: line)
    self.name = name
    self.vpc = vpc
    self.description = description
    self.tags = tags
  }

  /// The namespace's id, chosen by AWS.
  public var id: Value<NamespaceID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>> { attribute("arn") }
  /// The zone of the DNS that holds its names.
  public var zoneID: Value<ZoneID> { attribute("hosted_zone") }
  /// The domain.
  public var domainName: Value<DomainName> { attribute("name") }
}

extension AWSServiceDiscoveryPrivateDNSNamespace: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "ns-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("servicediscovery", "namespace/") }
}

/// The id of a domain.
public typealias NamespaceID = Identifier<AWSServiceDiscoveryPrivateDNSNamespace>
