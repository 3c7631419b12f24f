import InfraDSL

/// A file that a service gets: configuration or a secret.
public struct ServiceFile: Sendable {
  /// What a changed file asks of the service.
  public enum OnChange: Sendable {
    /// To be made anew.
    case replace
    /// To start again.
    case restart
    /// To read it anew, on its reload signal.
    case reload
  }

  let path: String
  let content: FileContent
  let onChange: OnChange
  let isSecret: Bool

  /// A configuration file at an absolute path.
  public static func config(
    _ path: String, _ content: FileContent, onChange: OnChange = .replace
  ) -> ServiceFile {
    ServiceFile(path: path, content: content, onChange: onChange, isSecret: false)
  }

  /// A file that is a secret, or holds one; only the service's user may read it.
  public static func secret(
    _ path: String, _ content: FileContent, onChange: OnChange = .replace
  ) -> ServiceFile {
    ServiceFile(path: path, content: content, onChange: onChange, isSecret: true)
  }
}
