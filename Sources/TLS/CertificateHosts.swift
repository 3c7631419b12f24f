import FoundationEssentials
import Glibc
import InfraDSL
import InfraModel

/// The hosts that a certificate holds for; those that are known now are checked when the
/// environment is read, the others when the certificate is issued.
public struct CertificateHosts: ArgumentValue {
  let values: [Value<String>]

  init(_ values: [Value<String>]) { self.values = values }

  /// The list; a malformed host, and one that is there twice, are problems.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let lowered = values.lower(&context)
    var seen: Set<String> = []
    for case .string(let host) in lowered.list ?? [] {
      if let problem = Self.problem(in: host) {
        context.report("Invalid host", problem)
      } else if !seen.insert(host.lowercased()).inserted {
        context.report("Host given twice", "\"\(host)\" is in the list already.")
      }
    }
    return lowered
  }

  /// What is wrong with a host, as a whole sentence, or nothing.
  ///
  /// Names are those of RFC 1123, section 2.1, with underscores, which Docker's names may have.
  static func problem(in host: String) -> String? {
    if isAddress(host) { return nil }
    var labels = host.split(separator: ".", omittingEmptySubsequences: false)
    // Software reads a name whose last label is a number as an IPv4 address.
    if let last = labels.last, !last.isEmpty, last.utf8.allSatisfy({ (48...57).contains($0) }) {
      return "\"\(host)\" is no IP address: write it as 192.0.2.1 or 2001:db8::1."
    }
    if labels.count > 2, labels.first == "*" { labels.removeFirst() }
    if host.utf8.count <= 253, labels.allSatisfy(isLabel) { return nil }
    return "\"\(host)\" is no host name: use letters, digits and inner hyphens in labels of up "
      + "to 63 characters, a wildcard only as the whole first label (*.example.com), and the "
      + "xn-- form of other letters."
  }

  private static func isAddress(_ text: String) -> Bool {
    var room = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET, text, &room) == 1 || inet_pton(AF_INET6, text, &room) == 1
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
