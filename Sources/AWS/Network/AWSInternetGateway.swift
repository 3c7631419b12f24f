import InfraDSL
import InfraModel

/// A VPC's way to the internet, as Terraform's `aws_internet_gateway`.
///
///     let open = AWSInternetGateway("main", vpc: main.id)
public struct AWSInternetGateway: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSInternetGateway>(
    "aws_internet_gateway", "A VPC's way to the internet.",
    arguments: [
      .optional(
        "vpc_id", \.vpc, changing: .inPlace,
        "The VPC that it is the way of; none for now if not given."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The gateway's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The VPC that it is the way of; none for now if not given.
  public let vpc: Value<VPCID>?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares an internet gateway.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - vpc: The VPC that it is the way of; none for now if not given.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, vpc: Value<VPCID>? = nil, tags: Tags = [:], file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_internet_gateway", key: key, file: file, line: line)
    self.vpc = vpc
    self.tags = tags
  }

  /// The gateway's id, chosen by AWS.
  public var id: Value<InternetGatewayID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSInternetGateway>> { attribute("arn") }
}

extension AWSInternetGateway: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "igw-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ec2", "internet-gateway/") }
}

/// The id of an internet gateway.
public typealias InternetGatewayID = Identifier<AWSInternetGateway>
