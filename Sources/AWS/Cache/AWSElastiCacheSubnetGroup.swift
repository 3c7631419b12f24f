import InfraDSL
import InfraModel

/// The subnets that caches may be in, as Terraform's `aws_elasticache_subnet_group`.
///
///     let inner = AWSElastiCacheSubnetGroup("inner", subnets: [a.id, b.id, c.id])
public struct AWSElastiCacheSubnetGroup: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSElastiCacheSubnetGroup>(
    "aws_elasticache_subnet_group", "The subnets that caches may be in.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name; small letters."),
      .optional(
        "description", \.description, changing: .inPlace, default: "Managed by Terraform",
        "What it is for."),
      .required("subnet_ids", \.subnets, changing: .inPlace, "The subnets, of one VPC."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The group's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("vpc_id", terraform: "vpc_id", "The VPC of its subnets."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name; small letters.
  public let name: Value<CacheGroupName>
  /// What it is for.
  public let description: Value<String>?
  /// The subnets, of one VPC.
  public let subnets: [Value<SubnetID>]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a group of subnets.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; small letters; the key if not given.
  ///   - description: What it is for.
  ///   - subnets: The subnets, of one VPC.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<CacheGroupName>? = nil, description: Value<String>? = nil,
    subnets: [Value<SubnetID>], tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_elasticache_subnet_group", key: key, file: file, line: line)
    self.name = name ?? Value(CacheGroupName(key))
    self.description = description
    self.subnets = subnets
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSElastiCacheSubnetGroup>> { attribute("arn") }
  /// The VPC of its subnets.
  public var vpc: Value<VPCID> { attribute("vpc_id") }
  /// Its name.
  public var groupName: Value<CacheGroupName> { attribute("name") }
}

extension AWSElastiCacheSubnetGroup: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticache", "subnetgroup:") }
}

/// The name of a group of subnets or parameters for caches.
public struct CacheGroupName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...255, "-. ", letters: .lower)

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a group's name: use \(rule.text)."
  }
}
