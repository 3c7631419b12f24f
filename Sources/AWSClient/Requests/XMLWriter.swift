import InfraModel

/// Writes values as XML: fields are elements, a list repeats its element, a field whose name
/// begins with `@` is an attribute.
enum XMLWriter {
  /// A document with its outermost element in a namespace.
  static func document(_ root: String, _ content: Datum, namespace: String) -> [UInt8] {
    var text = "<\(root) xmlns=\"\(namespace)\">"
    write(content, to: &text)
    text += "</\(root)>"
    return Array(text.utf8)
  }

  private static func write(_ value: Datum, to text: inout String) {
    switch value {
    case .object(let fields):
      for entry in fields.entries where !entry.key.hasPrefix("@") {
        for item in entry.value.list ?? [entry.value] where !item.isNull {
          text += "<\(entry.key)"
          for attribute in item.object?.entries ?? [] where attribute.key.hasPrefix("@") {
            text += " \(attribute.key.dropFirst())=\""
            text += escaped(attribute.value.scalarText ?? "") + "\""
          }
          text += ">"
          write(item, to: &text)
          text += "</\(entry.key)>"
        }
      }
    default: text += escaped(value.scalarText ?? "")
    }
  }

  /// Text between tags; what XML 1.0 cannot hold is left out, line ends are kept by references.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#xD;"
      case "\n": result += "&#xA;"
      case "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
