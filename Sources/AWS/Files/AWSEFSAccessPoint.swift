import InfraDSL
import InfraModel

/// A way into a file system with a folder and a user of its own, as Terraform's
/// `aws_efs_access_point`.
///
///     let prometheus = AWSEFSAccessPoint(
///       "prometheus", fileSystem: files.id, user: .init(uid: 65534, gid: 65534),
///       root: .init("/prometheus", createdBy: .init(uid: 65534, gid: 65534)))
public struct AWSEFSAccessPoint: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSEFSAccessPoint>(
    "aws_efs_access_point", "A way into a file system with a folder and a user of its own.",
    arguments: [
      .required("file_system_id", \.fileSystem, changing: .replaceWithGap, "The file system."),
      .optional(
        "posix_user", \.user, changing: .replaceWithGap, "The user that all become here."),
      .optional(
        "root_directory", \.root, changing: .replaceWithGap, isComputed: true,
        "The folder that is all they see."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The access point's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "file_system_arn", terraform: "file_system_arn",
        "The Amazon resource name of the file system."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The file system.
  public let fileSystem: Value<FileSystemID>
  /// The user that whoever comes this way is.
  public let user: User?
  /// The folder that is all they see.
  public let root: RootDirectory?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares an access point.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - fileSystem: The file system.
  ///   - user: The user that whoever comes this way is.
  ///   - root: The folder that is all they see.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, fileSystem: Value<FileSystemID>, user: User? = nil, root: RootDirectory? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_efs_access_point", key: key, file: file, line: line)
    self.fileSystem = fileSystem
    self.user = user
    self.root = root
    self.tags = tags
  }

  /// The access point's id, chosen by AWS.
  public var id: Value<AccessPointID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSEFSAccessPoint>> { attribute("arn") }
  /// The file system.
  public var usedFileSystem: Value<FileSystemID> { attribute("file_system_id") }

  /// A user of a file system.
  public struct User: ArgumentValue {
    let uid: Bounded
    let gid: Bounded
    let groups: [Value<Int>]

    /// A user.
    ///
    /// - Parameters:
    ///   - uid: The number of the user.
    ///   - gid: The number of the group.
    ///   - groups: The numbers of further groups.
    public init(uid: Value<Int>, gid: Value<Int>, groups: [Value<Int>] = []) {
      self.uid = Bounded(uid, 0...4_294_967_295)
      self.gid = Bounded(gid, 0...4_294_967_295)
      self.groups = groups
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["uid": uid, "gid": gid, "secondary_gids": groups])])
    }
  }

  /// The folder that is all they see.
  public struct RootDirectory: ArgumentValue {
    let path: Value<String>
    let creation: Creation?

    /// A folder.
    ///
    /// - Parameters:
    ///   - path: Its path in the file system.
    ///   - creation: Whose it is when AWS makes it, if it is not there.
    public init(_ path: Value<String>, createdBy creation: Creation? = nil) {
      self.path = path
      self.creation = creation
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["path": path, "creation_info": creation])])
    }
  }

  /// Whose a folder is when AWS makes it.
  public struct Creation: ArgumentValue {
    let uid: Bounded
    let gid: Bounded
    let mode: Value<FileMode>

    /// Describes an owner.
    ///
    /// - Parameters:
    ///   - uid: The number of its user.
    ///   - gid: The number of its group.
    ///   - mode: Who may do what in it, as 0755.
    public init(uid: Value<Int>, gid: Value<Int>, mode: Value<FileMode> = "0755") {
      self.uid = Bounded(uid, 0...4_294_967_295)
      self.gid = Bounded(gid, 0...4_294_967_295)
      self.mode = mode
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["owner_uid": uid, "owner_gid": gid, "permissions": mode])])
    }
  }
}

extension AWSEFSAccessPoint: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "fsap-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticfilesystem", "access-point/") }
}

/// The id of an access point.
public typealias AccessPointID = Identifier<AWSEFSAccessPoint>

/// Who may do what with a file, in octal, as `0755`.
public struct FileMode: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid mode" }

  /// What is wrong: something else than three or four octal digits.
  public static func problem(in text: String) -> String? {
    let isOctal = text.utf8.allSatisfy { (48...55).contains($0) }
    if isOctal, (3...4).contains(text.utf8.count) { return nil }
    return "\"\(text)\" is not a mode: write it in octal, as 0755."
  }
}
