/// Terraform's escapes, which differ with the place.
enum TerraformText {
  /// Literal text in an expression's place of the JSON syntax, where every string is a template,
  /// names of fields too: `${` becomes `$${`, `%{` becomes `%%{`, and nothing else changes.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    let source = Array(text.utf8)
    for (index, byte) in source.enumerated() {
      let beginsTemplate = byte == 0x24 || byte == 0x25
      if beginsTemplate, index + 1 < source.count, source[index + 1] == 0x7B { bytes.append(byte) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Literal text before an interpolation: dollar signs at its end would make `$${` of it and so
  /// an escape; they become an interpolation of their own.
  static func escapedBeforeInterpolation(_ text: String) -> String {
    let dollars = text.utf8.reversed().prefix { $0 == 0x24 }.count
    guard dollars > 0 else { return escaped(text) }
    let kept = String(decoding: text.utf8.dropLast(dollars), as: UTF8.self)
    return escaped(kept) + "${\"\(String(repeating: "$", count: dollars))\"}"
  }

  /// Text within the quotes of an expression in HCL's own syntax.
  static func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in escaped(text).unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return "\"\(quoted)\""
  }
}
