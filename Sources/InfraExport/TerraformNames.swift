import InfraModel

/// The names of resources in Terraform, where a configuration is flat and a name is unique within
/// its type.
///
/// A name is the keys of the modules and the resource's own, joined by `_`. Where two addresses
/// of a type give one name (`a/b_c`, `a_b/c`), the one in the fewest modules keeps it, then the
/// first by address; the others get `_` and eight hexadecimal digits made of their addresses.
struct TerraformNames {
  private var names: [Address: String] = [:]

  init(_ desired: Desired) {
    var used: Set<String> = []
    let addresses = desired.resources.map(\.address).sorted {
      ($0.module.count, $0.text) < ($1.module.count, $1.text)
    }
    for address in addresses {
      let plain = Self.plain(address)
      let name =
        used.insert("\(address.type).\(plain)").inserted
        ? plain : "\(plain)_\(Self.suffix(address.text))"
      used.insert("\(address.type).\(name)")
      names[address] = name
    }
  }

  /// The name of a resource; of one that is not declared what it would be alone.
  subscript(address: Address) -> String { names[address] ?? Self.plain(address) }

  /// The name without regard to others.
  static func plain(_ address: Address) -> String {
    sanitized((address.module + [address.key]).joined(separator: "_"))
  }

  /// A text as a Terraform name: a letter or `_`, then letters, digits, `_`, `-`.
  static func sanitized(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-": name.unicodeScalars.append(scalar)
      default: name += "_"
      }
    }
    let first = name.utf8.first ?? 0x30
    return (0x30...0x39).contains(first) || first == 0x2D ? "_\(name)" : name
  }

  /// Eight hexadecimal digits that depend on a text alone: FNV-1a with 64 bits, folded. Not for
  /// secrecy; Swift's own hash differs from run to run.
  static func suffix(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String((hash >> 32) ^ (hash & 0xffff_ffff), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
