import InfraDSL
import InfraModel

/// Settings of caches, as Terraform's `aws_elasticache_parameter_group`.
///
///     let lru = AWSElastiCacheParameterGroup(
///       "lru", family: "redis7", parameters: ["maxmemory-policy": "allkeys-lru"])
public struct AWSElastiCacheParameterGroup: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSElastiCacheParameterGroup>(
    "aws_elasticache_parameter_group", "Settings of caches.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name; small letters."),
      .required(
        "family", \.family, changing: .replaceWithGap, "The engine and its version, as redis7."),
      .optional(
        "description", \.description, changing: .replaceWithGap, default: "Managed by Terraform",
        "What it is for."),
      .optional(
        "parameter", \.parameters, changing: .inPlace,
        "What differs from the family's settings; some of it counts only after a restart."
      ),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The group's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name; small letters.
  public let name: Value<CacheGroupName>
  /// The engine and its version, as redis7.
  public let family: Value<CacheFamily>
  /// What it is for.
  public let description: Value<String>?
  /// The settings that differ from the family's; caches take some of them only when they start
  /// anew.
  public let parameters: CacheParameters?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a group of settings.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; small letters; the key if not given.
  ///   - family: The engine and its version, as redis7.
  ///   - description: What it is for.
  ///   - parameters: The settings that differ from the family's; caches take some of them only when
  ///     they start anew.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<CacheGroupName>? = nil, family: Value<CacheFamily>,
    description: Value<String>? = nil, parameters: CacheParameters? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_elasticache_parameter_group", key: key, file: file, line: line)
    self.name = name ?? Value(CacheGroupName(key))
    self.family = family
    self.description = description
    self.parameters = parameters
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSElastiCacheParameterGroup>> { attribute("arn") }
  /// Its name.
  public var groupName: Value<CacheGroupName> { attribute("name") }
}

extension AWSElastiCacheParameterGroup: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticache", "parametergroup:") }
}

/// The engine of a cache and its version, as `redis7`.
public struct CacheFamily: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid family" }
  private static let rule = TextRule(1...64, ".", letters: .lower)

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a family: use \(rule.text)."
  }
}

/// Settings of caches by their names.
public struct CacheParameters: ArgumentValue, ExpressibleByDictionaryLiteral {
  let values: [String: Value<String>]

  /// Settings; of a repeated name the last one holds.
  public init(dictionaryLiteral elements: (String, Value<String>)...) {
    values = Dictionary(elements, uniquingKeysWith: { _, last in last })
  }

  /// Settings.
  public init(_ values: [String: Value<String>]) { self.values = values }

  /// The blocks, sorted by name.
  public func lower(_ context: inout LoweringContext) -> Datum {
    ContainerDefinition.Pairs(values, value: "value").lower(&context)
  }
}
