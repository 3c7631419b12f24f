import InfraModel

extension FileContent {
  /// Several contents in one: an object of JSON with a text for each name. For platforms that keep
  /// what a service reads in documents. None of them may hold a secret.
  public static func bundle(_ contents: [String: FileContent]) -> FileContent {
    FileContent(storage: .bundle(contents))
  }

  /// How many bytes it has about: what is known after apply counts nothing, and neither does a
  /// file that cannot be read, which lowering reports.
  public func roughSize(_ context: ExpansionContext) -> Int {
    switch storage {
    case .expression(let expression): return expression.roughSize
    case .file(let path): return (try? context.files.read(path))?.count ?? 0
    case .template(let path, let values):
      let text = (try? context.files.read(path))?.count ?? 0
      return values.values.reduce(text) { $0 + $1.roughSize(context) }
    case .bundle(let contents):
      return contents.reduce(2) { $0 + $1.key.utf8.count + $1.value.roughSize(context) + 6 }
    }
  }

  /// The object's text. A reference inside stands for plain text: ids and names have nothing that
  /// JSON would escape. A secret may have, and so is refused.
  func bundle(_ contents: [String: FileContent], _ context: inout LoweringContext) -> Datum {
    var parts: [Datum] = ["{"]
    for (index, entry) in contents.sorted(by: { $0.key < $1.key }).enumerated() {
      let value = entry.value.lower(&context)
      if value.holdsSecret {
        context.report(
          "Secret in a configuration file", "\"\(entry.key)\" holds a secret.",
          hints: ["declare the file as .secret(path, content)"])
      }
      let comma = index == 0 ? "" : ","
      parts.append(.string("\(comma)\(JSONWriter.text(.string(entry.key))):\""))
      if case .segments(let items) = value {
        parts += items.map { $0.string.map { .string(Self.escaped($0)) } ?? $0 }
      } else {
        parts.append(value.string.map { .string(Self.escaped($0)) } ?? value)
      }
      parts.append("\"")
    }
    return Datum.text(parts + ["}"])
  }

  private static func escaped(_ text: String) -> String {
    String(JSONWriter.text(.string(text)).dropFirst().dropLast())
  }
}

extension Expression {
  /// How many bytes of text it has now.
  fileprivate var roughSize: Int {
    switch self {
    case .datum(let datum): datum.string?.utf8.count ?? 0
    case .literal(let value): (value as? any PlainText)?.plainText.utf8.count ?? 0
    case .segments(let parts): parts.reduce(0) { $0 + $1.roughSize }
    case .choice(_, _, let cases): cases.values.map(\.roughSize).max() ?? 0
    case .attribute, .secret: 0
    }
  }
}
