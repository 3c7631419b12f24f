import InfraDSL

/// What names an image: a repository with a tag or a digest, or the id of an image on the host.
///
/// The grammar is the distribution project's: lower-case path components, perhaps a host with a
/// port before them; a tag of at most 128 characters; a digest `sha256:` of 64 hexadecimal digits.
public struct ImageReference: CheckedText {
  /// The text as written.
  public let text: String

  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }

  /// A tag together with the digest that it must have: what is pulled is what the digest says.
  public static func pinned(_ name: String, digest: String) -> ImageReference {
    ImageReference("\(name)@\(digest)")
  }

  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid image" }

  /// The repository without tag and digest, as `redis` or `localhost:5000/team/api`.
  public var repository: String { ImageReference.parts(of: text).repository }
  /// The tag, if one is written.
  public var tag: String? { ImageReference.parts(of: text).tag }
  /// The digest with its algorithm, if one is written.
  public var digest: String? { ImageReference.parts(of: text).digest }
  /// Whether it is the id of an image and no name.
  public var isID: Bool { text.hasPrefix("sha256:") }

  /// What is wrong with its form.
  public static func problem(in text: String) -> String? {
    let advice = "write it as redis:7.4 or registry.example.com/team/api@sha256:…"
    let (repository, tag, digest) = parts(of: text)
    if text.hasPrefix("sha256:") {
      return isDigest(text) ? nil : "\"\(text)\" is not an image's id: it has 64 digits."
    }
    if let digest, !isDigest(digest) {
      return "\"\(digest)\" is not a digest: it is sha256: and 64 hexadecimal digits."
    }
    if let tag {
      let isTag = tag.utf8.allSatisfy { isWordByte($0) || $0 == 45 || $0 == 46 }
      guard let first = tag.utf8.first, isWordByte(first), isTag, tag.utf8.count <= 128 else {
        return "\"\(text)\" has no valid tag: \(advice)."
      }
    }
    var components = repository.split(separator: "/", omittingEmptySubsequences: false)
    if components.count > 1, let host = components.first,
      host.contains(".") || host.contains(":") || host == "localhost"
    {
      components.removeFirst()
    }
    let isName = components.allSatisfy { component in
      !component.isEmpty
        && component.utf8.allSatisfy {
          (97...122).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
        }
    }
    if components.isEmpty || !isName {
      return "\"\(text)\" is not the name of an image (lower-case letters, digits, "
        + "\"-\", \"_\", \".\", \"/\"): \(advice)."
    }
    return nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  private static func isDigest(_ text: String) -> Bool {
    let hex = text.dropFirst(7)
    return text.hasPrefix("sha256:") && hex.utf8.count == 64
      && hex.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  private static func parts(of text: String)
    -> (repository: String, tag: String?, digest: String?)
  {
    var name = text[...]
    var digest: String?
    if let at = name.firstIndex(of: "@") {
      digest = String(name[name.index(after: at)...])
      name = name[..<at]
    }
    // A colon before the last slash belongs to the host's port.
    let path = name.lastIndex(of: "/").map { name[$0...] } ?? name
    guard let colon = path.lastIndex(of: ":") else { return (String(name), nil, digest) }
    return (String(name[..<colon]), String(name[name.index(after: colon)...]), digest)
  }
}
