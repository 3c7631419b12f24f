/// The place of a declaration in the user's code.
public struct SourceLocation: Hashable, Sendable {
  /// The file's path as the compiler saw it.
  public let file: String
  /// The line, counted from one.
  public let line: Int

  /// Makes a place; declarations take theirs from `#filePath` and `#line`.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// `path:line`, with the path relative to `root` where it lies in it.
  public func text(relativeTo root: String?) -> String {
    guard let root, file.hasPrefix(root + "/") else { return "\(file):\(line)" }
    return "\(file.dropFirst(root.count + 1)):\(line)"
  }
}
