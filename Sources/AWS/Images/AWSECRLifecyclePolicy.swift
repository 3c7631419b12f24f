import InfraDSL
import InfraModel

/// Which images of a repository are deleted by themselves, as Terraform's
/// `aws_ecr_lifecycle_policy`.
///
///     let cleaning = AWSECRLifecyclePolicy(
///       "cleaning", repository: images, rules: [.keep(20, of: .tagged(prefixes: ["v"]))])
///
/// A changed one is made anew as in Terraform; since a repository has one at a time, the old one
/// goes first.
public struct AWSECRLifecyclePolicy: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSECRLifecyclePolicy>(
    "aws_ecr_lifecycle_policy", "Which images of a repository are deleted by themselves.",
    arguments: [
      .required("repository", \.repository, changing: .replaceWithGap, "The repository."),
      .required(
        "policy", \.rules, changing: .replaceWithGap,
        "The rules; each image is deleted by the first that it fits."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The repository's name."),
      AttributeSchema("registry_id", terraform: "registry_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The repository.
  public let repository: Value<RepositoryName>
  /// The rules; each image is deleted by the first that it fits.
  public let rules: ImageRules

  /// Declares the rules of a repository.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - repository: The repository.
  ///   - rules: The rules; each image is deleted by the first that it fits.
  public init(
    _ key: String, repository: Value<RepositoryName>, rules: ImageRules, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_ecr_lifecycle_policy", key: key, file: file, line: line)
    self.repository = repository
    self.rules = rules
  }
}
