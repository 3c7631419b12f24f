import InfraModel

/// What a DNS record is known by: `ZONE_NAME_TYPE`, and `_SET` after it where several records have
/// one name and type. Source: the section "Import" of `aws_route53_record`.
struct RecordID: Hashable, CustomStringConvertible {
  let zone: String
  /// In small letters and without a dot at its end: the DNS takes such names for the same.
  let name: String
  let type: String
  /// What tells it apart from others of its name and type; empty if nothing does.
  let set: String

  init(zone: String, name: String, type: String, set: String) {
    self.zone = zone
    self.name = Self.plain(name)
    self.type = type
    self.set = set
  }

  /// Reads an identifier. Names may have underscores, and so may what tells records apart: the
  /// first part that is a type of records is the type.
  init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3,
      let index = parts.indices.dropFirst(2).first(where: { Self.types.contains(parts[$0]) })
    else { return nil }
    self.init(
      zone: parts[0], name: parts[1..<index].joined(separator: "_"), type: parts[index],
      set: parts[(index + 1)...].joined(separator: "_"))
  }

  var description: String {
    [zone, name, type].joined(separator: "_") + (set.isEmpty ? "" : "_\(set)")
  }

  /// A name as it is compared; the service writes some characters by their number.
  static func plain(_ name: String) -> String {
    let text = name.replacing("\\052", with: "*").lowercased()
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  private static let types: Set<String> = [
    "A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV",
    "SSHFP", "SVCB", "TLSA", "TXT",
  ]
}
