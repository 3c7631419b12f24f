import InfraDSL
import InfraModel

/// The rules by which images of a repository are deleted, written as canonical JSON. They are
/// looked at in their order.
public struct ImageRules: ArgumentValue, ExpressibleByArrayLiteral {
  let rules: [Rule]

  /// Rules.
  public init(_ rules: [Rule]) { self.rules = rules }

  /// Rules.
  public init(arrayLiteral elements: Rule...) { rules = elements }

  /// The rules as JSON text; none, or a rule that no image reaches, are problems.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if rules.isEmpty { context.report("Empty policy", "The policy has no rule.") }
    for (index, rule) in rules.enumerated().dropLast() where rule.images.isAny {
      context.report(
        "Invalid policy",
        "Rule \(index + 1) is for any image: it must be the last, rules after it have none left.")
    }
    let lowered = rules.enumerated().map { index, rule in
      rule.lower(priority: index + 1, &context)
    }
    return JSONText.of(["rules": .list(lowered)])
  }

  /// Which images a rule is for.
  public struct Images: Sendable {
    let status: String
    let prefixes: [String]
    let patterns: [String]

    var isAny: Bool { status == "any" }

    /// Those without a tag.
    public static let untagged = Images(status: "untagged", prefixes: [], patterns: [])
    /// All.
    public static let any = Images(status: "any", prefixes: [], patterns: [])

    /// Those with tags that begin with each of these.
    public static func tagged(prefixes: [String]) -> Images {
      Images(status: "tagged", prefixes: prefixes, patterns: [])
    }

    /// Those with tags like each of these, in which `*` stands for any text.
    public static func tagged(patterns: [String]) -> Images {
      Images(status: "tagged", prefixes: [], patterns: patterns)
    }
  }

  /// One rule.
  public struct Rule: Sendable {
    let images: Images
    let count: Int
    let isAge: Bool
    let description: String?

    /// Keeps the newest images, and deletes the others.
    public static func keep(
      _ count: Int, of images: Images, description: String? = nil
    ) -> Rule {
      Rule(images: images, count: count, isAge: false, description: description)
    }

    /// Deletes images that were pushed so many days ago.
    public static func delete(
      _ images: Images, afterDays days: Int, description: String? = nil
    ) -> Rule {
      Rule(images: images, count: days, isAge: true, description: description)
    }

    func lower(priority: Int, _ context: inout LoweringContext) -> Datum {
      if count < 1 {
        context.report("Invalid policy", "Rule \(priority) counts to \(count): the least is 1.")
      }
      if images.status == "tagged", images.prefixes.isEmpty, images.patterns.isEmpty {
        context.report("Invalid policy", "Rule \(priority) is for tagged images but names no tag.")
      }
      let selection = context.object([
        "tagStatus": images.status, "tagPrefixList": images.prefixes,
        "tagPatternList": images.patterns,
        "countType": isAge ? "sinceImagePushed" : "imageCountMoreThan",
        "countUnit": isAge ? "days" : nil as String?, "countNumber": count,
      ])
      var fields = context.object(["rulePriority": priority, "description": description]).object
      fields?["selection"] = selection
      fields?["action"] = ["type": "expire"]
      return .object(fields ?? Fields())
    }
  }
}
