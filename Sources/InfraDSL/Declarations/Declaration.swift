import InfraModel

/// What a body lists: resources, modules, what platforms turn into resources, outputs, and
/// addresses to be forgotten.
public enum Declaration: Sendable {
  /// One managed object, or one data source.
  case resource(any Described)
  /// A group of declarations.
  case module(any Module)
  /// What a platform turns into resources.
  case expandable(any Expandable)
  /// A value of the environment to be shown and read by others.
  case output(Output)
  /// An address to be forgotten.
  case forget(Forget)
}

/// A value of the environment to be shown after apply and read by others.
public struct Output: Sendable {
  let name: String
  let value: Expression
  let summary: String?
  let location: SourceLocation

  /// Makes an output; its name is a key: letters, digits, `-`, `_`.
  public init<Wrapped>(
    _ name: String, _ value: Value<Wrapped>, summary: String? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    self.name = name
    self.value = value.expression
    self.summary = summary
    location = SourceLocation(file: file, line: line)
  }

  /// Makes an output of text, which may be written as a literal.
  public init(
    _ name: String, _ value: Value<String>, summary: String? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    self.name = name
    self.value = value.expression
    self.summary = summary
    location = SourceLocation(file: file, line: line)
  }
}

/// Takes a resource out of the state and leaves its object alone.
public struct Forget: Sendable {
  let address: String
  let location: SourceLocation

  /// Forgets the resource at an address.
  public init(_ address: String, file: String = #filePath, line: Int = #line) {
    self.address = address
    location = SourceLocation(file: file, line: line)
  }
}
