import InfraDSL
import InfraModel

/// Where images of one name are kept, as Terraform's `aws_ecr_repository`.
///
///     let images = AWSECRRepository("gateway", name: "studyai/gateway", tagMutability: .immutable)
public struct AWSECRRepository: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSECRRepository>(
    "aws_ecr_repository", "Where images of one name are kept.",
    holdsData: "the repository's images",
    arguments: [
      .required("name", \.name, changing: .replaceLosingData, "Its name, as team/service."),
      .optional(
        "image_tag_mutability", \.tagMutability, changing: .inPlace, default: "MUTABLE",
        "Whether a tag may be given to another image."),
      .optional(
        "force_delete", \.isDeletedWithImages, changing: .inPlace, terraform: .unread,
        "Whether it is deleted although images are in it."),
      .optional(
        "encryption_configuration", \.encryption, changing: .replaceLosingData, isComputed: true,
        "How images are encrypted; with keys of S3 if not given."),
      .optional(
        "image_scanning_configuration", \.scanning, changing: .inPlace,
        "Whether images are looked through for known faults."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The repository's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("registry_id", terraform: "registry_id", "The account that it is in."),
      AttributeSchema(
        "repository_url", terraform: "repository_url",
        "What images are pushed to and pulled from, without a tag."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, as team/service.
  public let name: Value<RepositoryName>
  /// Whether a tag may be given to another image.
  public let tagMutability: TagMutability?
  /// Whether it is deleted although images are in it.
  public let isDeletedWithImages: Bool?
  /// How images are encrypted; with keys of S3 if not given.
  public let encryption: Encryption?
  /// Whether images are looked through for known faults.
  public let scanning: Scanning?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a repository.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, as team/service; the key if not given.
  ///   - tagMutability: Whether a tag may be given to another image.
  ///   - isDeletedWithImages: Whether it is deleted although images are in it.
  ///   - encryption: How images are encrypted; with keys of S3 if not given.
  ///   - scanning: Whether images are looked through for known faults.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<RepositoryName>? = nil, tagMutability: TagMutability? = nil,
    isDeletedWithImages: Bool? = nil, encryption: Encryption? = nil, scanning: Scanning? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_ecr_repository", key: key, file: file, line: line)
    self.name = name ?? Value(RepositoryName(key))
    self.tagMutability = tagMutability
    self.isDeletedWithImages = isDeletedWithImages
    self.encryption = encryption
    self.scanning = scanning
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSECRRepository>> { attribute("arn") }
  /// The account that it is in.
  public var registryID: Value<AccountID> { attribute("registry_id") }
  /// What images are pushed to and pulled from, without a tag.
  public var url: Value<String> { attribute("repository_url") }
  /// Its name.
  public var repositoryName: Value<RepositoryName> { attribute("name") }

  /// Whether a tag may be given to another image.
  public enum TagMutability: String, Choice {
    /// It may.
    case mutable = "MUTABLE"
    /// It may not.
    case immutable = "IMMUTABLE"
  }

  /// How images are encrypted.
  public enum Encryption: ArgumentValue {
    /// With keys of S3.
    case s3
    /// With a key of KMS; one of AWS's own if none is given.
    case kms(Value<ARN<AWSKMSKey>>?)

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      switch self {
      case .s3: [["encryption_type": "AES256"]]
      case .kms(let key): .list([context.object(["encryption_type": "KMS", "kms_key": key])])
      }
    }
  }

  /// Whether images are looked through for known faults.
  public enum Scanning: ArgumentValue {
    /// When they are pushed.
    case onPush
    /// When someone asks.
    case onDemand

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      [["scan_on_push": .bool(self == .onPush)]]
    }
  }
}

extension AWSECRRepository: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ecr", "repository/") }
}

/// The name of a repository of images.
public struct RepositoryName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(2...256, "._-/", letters: .lower)

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    let isPlain = text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      part.utf8.first.map(TextRule.isLetterOrDigit) == true
        && part.utf8.last.map(TextRule.isLetterOrDigit) == true
    }
    if isPlain, rule.allows(text) { return nil }
    return "\"\(text)\" is not a repository's name: use \(rule.text), each part between slashes "
      + "beginning and ending with a letter or digit."
  }
}
