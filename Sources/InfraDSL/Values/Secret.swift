import InfraModel

/// A secret, by where its content comes from. It has no text and no encoding: it can be passed
/// to an argument that takes a `Secret`, and nowhere else.
///
///     let token = Secret.environment("PAGERDUTY_TOKEN")
public struct Secret: ArgumentValue {
  let source: SecretSource
  let location: SourceLocation

  /// The content of an environment variable of the process that applies.
  public static func environment(
    _ name: String, file: String = #filePath, line: Int = #line
  ) -> Secret {
    Secret(source: .environment(name), location: SourceLocation(file: file, line: line))
  }

  /// The content of a file, relative to the project's folder; one final newline is cut.
  public static func file(
    _ path: String, file: String = #filePath, line: Int = #line
  ) -> Secret {
    Secret(source: .file(path), location: SourceLocation(file: file, line: line))
  }

  /// A random text, made once for each environment and kept in the user's key store.
  public static func generated(
    _ name: String, file: String = #filePath, line: Int = #line
  ) -> Secret {
    Secret(source: .generated(name), location: SourceLocation(file: file, line: line))
  }

  /// A private key in PEM form (P-256), made once for each environment and kept in the user's
  /// key store.
  public static func generatedKey(
    _ name: String, file: String = #filePath, line: Int = #line
  ) -> Secret {
    Secret(source: .generatedKey(name), location: SourceLocation(file: file, line: line))
  }

  /// The secret by its source.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.noteSecret(source, at: location)
    return .secret(SealedSecret(source))
  }
}
