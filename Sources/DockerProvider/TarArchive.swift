/// Writes tar archives (POSIX.1-2001, pax): the same entries are the same bytes, since nothing
/// but what is given goes in, and every time is 0.
enum TarArchive {
  /// What an entry is.
  enum Kind {
    case file(size: Int)
    case folder
    case link(String)
  }

  /// The header blocks of an entry; a file's content and `padding` follow.
  static func header(
    path: String, kind: Kind, mode: Int, user: Int = 0, group: Int = 0
  ) -> [UInt8] {
    var size = 0
    var type = UInt8(ascii: "0")
    var target = ""
    var name = path
    switch kind {
    case .file(let bytes): size = bytes
    case .folder:
      type = UInt8(ascii: "5")
      name += "/"
    case .link(let to):
      type = UInt8(ascii: "2")
      target = to
    }
    var records: [(String, String)] = []
    if name.utf8.count > 100 { records.append(("path", name)) }
    if target.utf8.count > 100 { records.append(("linkpath", target)) }
    if size >= 1 << 33 { records.append(("size", String(size))) }
    if max(user, group) >= 1 << 21 {
      records += [("uid", String(user)), ("gid", String(group))]
    }
    var bytes: [UInt8] = []
    if !records.isEmpty {
      let extended = records.flatMap { Self.record($0.0, $0.1) }
      bytes += block(
        name: "pax", target: "", type: UInt8(ascii: "x"), size: extended.count, mode: 0o644,
        user: 0, group: 0)
      bytes += extended
      bytes += padding(after: extended.count)
    }
    return bytes
      + block(
        name: name, target: target, type: type, size: size, mode: mode, user: user, group: group)
  }

  /// What fills the last block of a content of so many bytes.
  static func padding(after size: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (512 - size % 512) % 512)
  }

  /// What ends an archive: two empty blocks.
  static let end = [UInt8](repeating: 0, count: 1_024)

  /// One pax record: its own length, counted in, a key and a value.
  private static func record(_ key: String, _ value: String) -> [UInt8] {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count
    while "\(length)\(rest)".utf8.count != length { length += 1 }
    return Array("\(length)\(rest)".utf8)
  }

  private static func block(
    name: String, target: String, type: UInt8, size: Int, mode: Int, user: Int, group: Int
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Collection<UInt8>, at offset: Int, most length: Int) {
      for (index, byte) in text.prefix(length).enumerated() { bytes[offset + index] = byte }
    }
    func octal(_ number: Int, at offset: Int, digits: Int) {
      let most = 1 << (3 * digits)
      let text = String(number < most ? number : 0, radix: 8)
      put(
        Array((String(repeating: "0", count: digits - text.count) + text).utf8), at: offset,
        most: digits)
    }
    put(Array(name.utf8), at: 0, most: 100)
    octal(mode, at: 100, digits: 7)
    octal(user, at: 108, digits: 7)
    octal(group, at: 116, digits: 7)
    octal(size, at: 124, digits: 11)
    octal(0, at: 136, digits: 11)
    bytes[156] = type
    put(Array(target.utf8), at: 157, most: 100)
    put(Array("ustar".utf8), at: 257, most: 5)
    put(Array("00".utf8), at: 263, most: 2)
    // The checksum is counted with its own field full of spaces.
    let sum = bytes.reduce(8 * 32) { $0 + Int($1) }
    octal(sum, at: 148, digits: 6)
    bytes[155] = 32
    return bytes
  }
}
