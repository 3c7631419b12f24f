import InfraDSL
import InfraModel

/// A region, that of the provider if none is named, as Terraform's `aws_region`.
///
///     let here = AWSCurrentRegion("here")
///     here
///     Output("region", here.name)
public struct AWSCurrentRegion: DataSource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSCurrentRegion>(
    dataSource: "aws_region", "A region, that of the provider if none is named.",
    arguments: [
      .looksFor("name", \.wantedName, "The region by its name."),
      .looksFor("endpoint", \.wantedEndpoint, "The region by its host of EC2."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The region's name."),
      AttributeSchema("description", terraform: "description", "What AWS calls it."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The region by its name.
  public let wantedName: Value<Region>?
  /// The region by its host of EC2.
  public let wantedEndpoint: Value<String>?

  /// Declares the question.
  ///
  /// - Parameters:
  ///   - key: The data source's name in its module.
  ///   - name: The region by its name.
  ///   - endpoint: The region by its host of EC2.
  public init(
    _ key: String, name: Value<Region>? = nil, endpoint: Value<String>? = nil,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_region", key: key, file: file, line: line)
    wantedName = name
    wantedEndpoint = endpoint
  }

  /// The region's name.
  public var name: Value<Region> { attribute("id") }
  /// Its host of EC2.
  public var endpoint: Value<String> { attribute("endpoint") }
  /// What AWS calls it, as `Europe (Frankfurt)`.
  public var summary: Value<String> { attribute("description") }
}
