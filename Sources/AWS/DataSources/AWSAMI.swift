import InfraDSL
import InfraModel

/// An image of machines, as Terraform's `aws_ami`; its `name_regex` is not offered, since a filter
/// of the name says as much.
///
///     let base = AWSAMI(
///       "base", owners: ["amazon"], mostRecent: true,
///       filters: [SourceFilter("name", ["al2023-ami-2023.*-x86_64"])])
///     base
///     Output("image", base.id)
public struct AWSAMI: DataSource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSAMI>(
    dataSource: "aws_ami", "An image of machines.",
    arguments: [
      .looksFor("owners", \.owners, "Whose it is: accounts, self, amazon, aws-marketplace."),
      .looksFor("most_recent", \.mostRecent, "Whether of several the newest is meant."),
      .looksFor("filter", \.filters, "What it must have."),
      .looksFor("executable_users", \.users, "Who must be allowed to use it."),
      .looksFor("include_deprecated", \.includesDeprecated, "Whether deprecated ones count too."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The image's id."),
      AttributeSchema("image_id", terraform: "image_id", "The image's id."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("name", terraform: "name", "Its name."),
      AttributeSchema("description", terraform: "description", "What its owner says of it."),
      AttributeSchema("architecture", terraform: "architecture", "The processors it is for."),
      AttributeSchema("creation_date", terraform: "creation_date", "When it was made."),
      AttributeSchema("deprecation_time", terraform: "deprecation_time", "When it is deprecated."),
      AttributeSchema("image_location", terraform: "image_location", "Where it is kept."),
      AttributeSchema("image_type", terraform: "image_type", "The kind of image."),
      AttributeSchema("owner_id", terraform: "owner_id", "Whose it is."),
      AttributeSchema("image_owner_alias", terraform: "image_owner_alias", "Its owner's name."),
      AttributeSchema("platform_details", terraform: "platform_details", "The system on it."),
      AttributeSchema("public", terraform: "public", "Whether everybody may use it."),
      AttributeSchema("root_device_name", terraform: "root_device_name", "Its root device."),
      AttributeSchema("root_device_type", terraform: "root_device_type", "The kind of that."),
      AttributeSchema("root_snapshot_id", terraform: "root_snapshot_id", "What that is made of."),
      AttributeSchema("state", terraform: "state", "Whether it can be used."),
      AttributeSchema("virtualization_type", terraform: "virtualization_type", "How it runs."),
      AttributeSchema("hypervisor", terraform: "hypervisor", "On what it runs."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Whose it is.
  public let owners: [Value<String>]
  /// Whether of several the newest is meant.
  public let mostRecent: Bool?
  /// What it must have.
  public let filters: [SourceFilter]
  /// Who must be allowed to use it.
  public let users: [Value<String>]
  /// Whether deprecated ones count too.
  public let includesDeprecated: Bool?

  /// Declares what is looked for.
  ///
  /// - Parameters:
  ///   - key: The data source's name in its module.
  ///   - owners: Whose it is: accounts, or `self`, `amazon`, `aws-marketplace`.
  ///   - mostRecent: Whether of several the newest is meant; else several are refused.
  ///   - filters: What it must have.
  ///   - users: Who must be allowed to use it: accounts, or `self`, `all`.
  ///   - includesDeprecated: Whether deprecated ones count too.
  public init(
    _ key: String, owners: [Value<String>] = [], mostRecent: Bool? = nil,
    filters: [SourceFilter] = [], executableBy users: [Value<String>] = [],
    includingDeprecated includesDeprecated: Bool? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_ami", key: key, file: file, line: line)
    self.owners = owners
    self.mostRecent = mostRecent
    self.filters = filters
    self.users = users
    self.includesDeprecated = includesDeprecated
  }

  /// The image's id.
  public var id: Value<ImageID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<String> { attribute("arn") }
  /// Its name.
  public var name: Value<String> { attribute("name") }
  /// What its root device is made of.
  public var rootSnapshot: Value<String> { attribute("root_snapshot_id") }
}

extension AWSAMI: Identified {
  /// What its ids begin with.
  public static var idPrefix: String { "ami-" }
}

/// The id of an image of machines.
public typealias ImageID = Identifier<AWSAMI>
