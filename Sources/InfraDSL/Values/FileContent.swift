import InfraModel

/// The content of a file that a service gets: text, a file of the project, a template filled in,
/// or a secret.
///
///     let motd: FileContent = "welcome to \(gateway.host)"
///     let config = FileContent.template("Modules/RedisCache/redis.conf", ["port": "6379"])
public struct FileContent: ArgumentValue, ExpressibleByStringInterpolation {
  enum Storage: Sendable {
    case expression(Expression)
    case file(String)
    case template(path: String, values: [String: FileContent])
    case bundle([String: FileContent])
  }

  let storage: Storage

  /// Text known now.
  public init(stringLiteral value: String) { storage = .expression(.datum(.string(value))) }

  /// Text of parts: known now, known after apply, secret.
  public init(stringInterpolation: Interpolation) {
    storage = .expression(stringInterpolation.text.merged)
  }

  /// Text known now.
  public init(_ text: String) { storage = .expression(.datum(.string(text))) }

  /// Text that may be known after apply.
  public init(_ value: Value<String>) {
    storage = .expression(value.expression)
  }

  init(storage: Storage) { self.storage = storage }

  /// A secret and nothing else.
  public static func secret(_ secret: Secret) -> FileContent {
    FileContent(storage: .expression(.secret(secret)))
  }

  /// A file of the project as it is: UTF-8 text, its path relative to the project's folder.
  public static func file(_ path: String) -> FileContent { FileContent(storage: .file(path)) }

  /// A file of the project in which each `@{name}` is replaced by the value of that name; `@@{`
  /// stands for `@{`. A name without a value and a value without a place are problems.
  ///
  /// A value of several lines at a place that only blanks stand before gets them on each of its
  /// lines; an attribute known after apply is taken as one line.
  public static func template(_ path: String, _ values: [String: FileContent]) -> FileContent {
    FileContent(storage: .template(path: path, values: values))
  }

  /// Gathers text, values and secrets.
  public struct Interpolation: StringInterpolationProtocol {
    var text: TextInterpolation

    /// Begins a text.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text = TextInterpolation(
        literalCapacity: literalCapacity, interpolationCount: interpolationCount)
    }

    /// Adds literal text.
    public mutating func appendLiteral(_ literal: String) { text.appendLiteral(literal) }

    /// Adds text, a number or a checked string.
    public mutating func appendInterpolation(_ value: some PlainText) {
      text.appendInterpolation(value)
    }

    /// Adds a value that may be known later.
    public mutating func appendInterpolation<Wrapped: PlainText>(_ value: Value<Wrapped>) {
      text.appendInterpolation(value)
    }

    /// Adds a secret: the file is sensitive from there on.
    public mutating func appendInterpolation(_ secret: Secret) { text.append(.secret(secret)) }
  }

  /// The content, with files read and templates filled in.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch storage {
    case .expression(let expression): return expression.lower(&context)
    case .file(let path): return .string(context.readText(path) ?? "")
    case .template(let path, let values):
      guard let text = context.readText(path) else { return .string("") }
      return fill(text, of: path, with: values, &context)
    case .bundle(let contents): return bundle(contents, &context)
    }
  }

  private func fill(
    _ template: String, of path: String, with values: [String: FileContent],
    _ context: inout LoweringContext
  ) -> Datum {
    var parts: [Datum] = []
    var unused = Set(values.keys)
    for piece in TemplatePiece.pieces(of: template) {
      switch piece {
      case .text(let text): parts.append(.string(text))
      case .place(let name):
        guard let value = values[name] else {
          let guess = nearest(to: name, in: values.keys).map { ["did you mean \"\($0)\"?"] } ?? []
          context.report(
            "Template without a value",
            "\(path) has a place \"\(name)\", and no value has the name.",
            hints: guess)
          continue
        }
        unused.remove(name)
        let indentation = Indentation(after: parts.last?.string, isFirst: parts.count <= 1)
        parts.append(indentation.applied(to: value.lower(&context)))
      }
    }
    for name in unused.sorted() {
      context.report(
        "Value without a place in the template", "\(path) has no place for the value \"\(name)\".")
    }
    return Datum.text(parts)
  }
}
