import Foundation

/// What Terraform's provider does with each change, read from the table in `Fixtures`.
struct TerraformVerdicts {
  /// What it does with one change.
  struct Verdict {
    let text: String

    /// Whether it is the same as an update or a replacement here. What Terraform sees no change
    /// in, as values that it takes only along with another change, is an update here.
    func isSame(asReplacement isReplacement: Bool) -> Bool {
      if text == "refused" { return true }
      return isReplacement ? text == "replace" : text == "update" || text == "no-op"
    }
  }

  /// The changes that cannot be made alone, so that Terraform plans none.
  static let notAlone: Set = [
    // What is FIFO is so by its name too.
    "49 aws_sns_topic fifo_topic", "125 aws_sqs_queue name", "125 aws_sqs_queue fifo_queue",
    // A private gateway has no public address.
    "66 aws_nat_gateway connectivity_type",
    // It is for IPv6 alone, and the sample's destination is not.
    "80 aws_route egress_only_gateway_id",
  ]

  /// What is another change here than for Terraform's provider, and why.
  static let others = [
    "67 aws_nat_gateway secondary_private_ip_address_count":
      "AWS assigns and takes back addresses of a gateway that goes on; Terraform makes it anew.",
    "92 aws_lb subnet_mapping":
      "Terraform plans to set other addresses in the same subnets, which SetSubnets refuses.",
  ]

  private let verdicts: [String: Verdict]

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/terraform-verdicts.txt")
    var verdicts: [String: Verdict] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 4, !line.hasPrefix("#") else { continue }
      verdicts[words[..<3].joined(separator: " ")] = Verdict(text: String(words[3]))
    }
    self.verdicts = verdicts
  }

  /// The changes that Terraform does not plan alone; not the arguments that cannot be left out.
  var refused: [String] {
    verdicts.filter { $0.value.text == "refused" && !$0.key.hasSuffix(":left-out") }.map(\.key)
  }

  subscript(name: String) -> Verdict? { verdicts[name] }
}
