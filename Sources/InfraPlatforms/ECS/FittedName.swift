/// Names of real objects, made to fit where AWS has little room for them.
enum FittedName {
  /// The text itself if it has at most so many characters; otherwise its beginning with a mark of
  /// the whole, so that two that begin alike stay two.
  static func of(_ text: String, _ most: Int) -> String {
    guard text.utf8.count > most else { return text }
    // FNV-1a: the same mark in every run, which Swift's own hashes have not.
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let hex = String(hash, radix: 16)
    let mark = String(repeating: "0", count: 8 - hex.utf8.count) + hex
    var head = text.prefix(most - 9)
    while head.hasSuffix("-") { head = head.dropLast() }
    return "\(head)-\(mark)"
  }
}
