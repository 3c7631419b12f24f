import InfraDSL
import InfraModel

/// A file put into a container before it starts, as Terraform's `upload` block.
///
///     UploadedFile("/config/nginx.conf", .file("nginx.conf"), onChange: .reload)
public struct UploadedFile: Sendable {
  /// What a changed content does to the running container.
  public enum OnChange: String, Sendable {
    /// The file is put there; the process finds it by itself.
    case nothing
    /// The file is put there, and the process gets the reload signal.
    case reload
    /// The file is put there, and the container stops and starts.
    case restart
    /// The container is made anew.
    case replace

    var effect: Effect {
      switch self {
      case .nothing: .inPlace
      case .reload: .reload
      case .restart: .restart
      case .replace: .replaceWithGap
      }
    }
  }

  let path: String
  let content: FileContent
  let mode: FileMode
  let user: Int
  let group: Int
  let onChange: OnChange

  /// A file.
  ///
  /// - Parameters:
  ///   - path: Its absolute path in the container; folders on the way are made.
  ///   - content: What is in it.
  ///   - mode: Its permissions, in octal.
  ///   - user: The number of the user that owns it.
  ///   - group: The number of the group that owns it.
  ///   - onChange: What a changed content does.
  public init(
    _ path: String, _ content: FileContent, mode: FileMode = "0644", user: Int = 0,
    group: Int = 0, onChange: OnChange = .replace
  ) {
    self.path = path
    self.content = content
    self.mode = mode
    self.user = user
    self.group = group
    self.onChange = onChange
  }
}

/// The permissions of a file, in octal, as `0644`.
public struct FileMode: CheckedText {
  /// The text as written.
  public let text: String

  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }

  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid permissions" }

  /// What is wrong: three or four octal digits are wanted.
  public static func problem(in text: String) -> String? {
    let isOctal = text.utf8.allSatisfy { (48...55).contains($0) }
    if isOctal, (3...4).contains(text.utf8.count) { return nil }
    return "\"\(text)\" are no permissions: write them in octal, as 0644."
  }
}
