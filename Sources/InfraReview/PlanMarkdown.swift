import InfraModel

/// A plan as a comment on a pull request, for GitHub's Markdown.
///
/// From top to bottom: a hidden tag that finds the comment again, the verdict, what needs eyes,
/// the table of changes, their diffs folded away, and how to apply it. It has at most `byteMax`
/// bytes: GitHub takes 65,536 characters. Whole items are left out for that, the diffs of the
/// mildest changes first, and counted. Names and values are shown in code spans and fences that
/// they cannot break out of.
public struct PlanMarkdown: Sendable {
  /// The version of the hidden tag's form.
  public static let tagVersion = 1
  /// The bytes that a comment has at most.
  public static let byteMax = 60_000

  private let root: String?
  private let byteMax: Int
  /// Bytes kept for the notes on what was left out and for headings.
  static let reserve = 1_200

  /// Makes a renderer; places of declaration are shown relative to `root`.
  public init(root: String? = nil, byteMax: Int = PlanMarkdown.byteMax) {
    self.root = root
    self.byteMax = max(4_000, byteMax)
  }

  /// The comment.
  public func render(_ plan: Plan) -> String {
    let changes = plan.changes.filter(\.isChange)
    let head = "\(Self.tag(plan))\n\(verdict(plan))"
    guard !changes.isEmpty || !plan.outputs.isEmpty else {
      return head + warnings(plan, within: byteMax - head.utf8.count - Self.reserve)
    }
    let foot = self.foot(plan)
    var left = byteMax - head.utf8.count - foot.utf8.count - Self.reserve
    // Each section takes from what is left, the most important first.
    var sections: [String] = []
    for section in [
      { eyes(changes, within: $0) }, { table(changes, within: $0) },
      { warnings(plan, within: $0) }, { details(plan, changes, within: $0) },
    ] as [(Int) -> String] {
      let text = section(left)
      left -= text.utf8.count
      sections.append(text)
    }
    return head + sections.joined() + foot
  }

  /// The comment's first line: how a later run finds it, and what it is about.
  static func tag(_ plan: Plan) -> String {
    "<!-- infra-plan version=\(tagVersion)"
      + " environment=\(Markdown.tagValue(plan.environment))"
      + " digest=\(Markdown.tagValue(plan.digest)) serial=\(plan.serial) -->"
  }

  private func verdict(_ plan: Plan) -> String {
    let name = Markdown.code(plan.environment)
    let summary = PlanSummary(plan)
    guard plan.changes.contains(where: \.isChange) || !plan.outputs.isEmpty else {
      return "### \(name): no changes\n"
    }
    let losses = summary.losses.count
    return "### \(name): \(summary.actions)\n\n**Interrupts:** \(summary.interruptions)"
      + " · **data loss:** \(losses == 0 ? "none" : "\(losses)")"
      + " · **reversible:** \(losses == 0 ? "yes" : "no")\n"
  }

  private func foot(_ plan: Plan) -> String {
    "\nPlan digest \(Markdown.code(plan.digest)), made from state serial \(plan.serial)."
      + " An apply of it is refused once the state has moved on.\n"
  }

  // MARK: - Needs your eyes

  private func eyes(_ changes: [Change], within limit: Int) -> String {
    let grave = changes.compactMap { change in
      Concerns(change).map { (change: change, concerns: $0) }
    }.sorted { ($1.concerns.gravity, $0.change.address) < ($0.concerns.gravity, $1.change.address) }
    guard !grave.isEmpty else { return "" }
    let heading = "\n#### Needs your eyes\n\n"
    let full = grave.map { "- \($0.concerns.text(of: $0.change))\n" }
    let short = grave.map { "- \($0.concerns.heading) \(Markdown.code($0.change.address.text))\n" }
    if full.reduce(0, { $0 + $1.utf8.count }) <= limit { return heading + full.joined() }
    let fitting = Self.fitting(short, within: limit)
    let missing = grave.count - fitting.count
    guard missing > 0 else { return heading + short.joined() }
    // More than fits into any comment: the gravest stand here, and nobody is told that it is all.
    return heading + fitting.map { short[$0] }.joined()
      + "\n**\(missing) more need your eyes and do not fit here: read the whole plan.**\n"
  }

  // MARK: - Table, warnings, diffs

  private func table(_ changes: [Change], within limit: Int) -> String {
    let heading =
      "\n| | resource | why | what it interrupts | declared at |\n|---|---|---|---|---|\n"
    let ranked = Concerns.ranked(changes)
    let rows = ranked.map { index in row(changes[index]) }
    let fitting = Self.fitting(rows, within: limit)
    let shown = Set(fitting.map { ranked[$0] })
    var text = heading
    let byIndex = Dictionary(uniqueKeysWithValues: zip(ranked, rows))
    for index in changes.indices where shown.contains(index) { text += byIndex[index] ?? "" }
    let missing = changes.count - shown.count
    if missing > 0 { text += "\n\(missing) more rows left out for length.\n" }
    return text
  }

  private func row(_ change: Change) -> String {
    let mark = { (text: String) in Markdown.code(text, inTable: true) }
    let place = change.location.map { mark($0.text(relativeTo: root)) } ?? ""
    let impact = change.impactWords.map { Markdown.prose($0, inTable: true) } ?? ""
    return "| \(mark(change.symbol)) | \(mark(change.address.text)) | \(change.reason.words(mark))"
      + " | \(impact) | \(place) |\n"
  }

  private func warnings(_ plan: Plan, within limit: Int) -> String {
    guard !plan.warnings.isEmpty else { return "" }
    let renderer = DiagnosticText(root: root, width: 100)
    let texts = plan.warnings.map { renderer.render($0).split(separator: "\n").map(String.init) }
    let fitting = Self.fitting(texts.map { $0.joined(separator: "\n") + "\n" }, within: limit)
    let missing = texts.count - fitting.count
    var text = ""
    if !fitting.isEmpty {
      text += "\n" + Markdown.fence("text", fitting.flatMap { texts[$0] }) + "\n"
    }
    if missing > 0 { text += "\n\(missing) warnings left out for length.\n" }
    return text
  }

  private func details(_ plan: Plan, _ changes: [Change], within limit: Int) -> String {
    let ranked = Concerns.ranked(changes)
    var blocks = ranked.map { index in (place: index, text: block(changes[index])) }
    if !plan.outputs.isEmpty { blocks.append((changes.count, outputs(plan.outputs))) }
    blocks.removeAll { $0.text.isEmpty }
    let fitting = Self.fitting(blocks.map(\.text), within: limit)
    let shown = fitting.map { blocks[$0] }.sorted { $0.place < $1.place }
    let missing = blocks.count - shown.count
    var text = shown.map(\.text).joined()
    if missing > 0 {
      text += "\n\(missing) \(missing == 1 ? "diff" : "diffs") left out for length.\n"
    }
    return text
  }

  private func block(_ change: Change) -> String {
    let lines = change.shownDifferences.flatMap { difference in
      var lines = LeafDiff.lines(
        difference.argument, from: difference.before, to: difference.after,
        isSensitive: change.isSensitive(difference))
      if !lines.isEmpty { lines[0].text += difference.notes(in: change) }
      return lines
    }
    guard !lines.isEmpty else { return "" }
    let summary =
      "\(Markdown.htmlCode("\(change.symbol) \(change.address.text)"))"
      + " \(change.reason.words(Markdown.htmlCode))"
    return Self.folded(summary, lines)
  }

  private func outputs(_ changes: [OutputChange]) -> String {
    Self.folded(
      "Outputs",
      changes.flatMap { LeafDiff.lines($0.name, from: $0.before, to: $0.after) })
  }

  private static func folded(_ summary: String, _ lines: [DiffLine]) -> String {
    // The sign stands in the first column, where GitHub colours it.
    let shown = lines.map { line in
      let sign = line.mark == .change ? "!" : line.mark.rawValue
      return "\(sign) \(String(repeating: "  ", count: line.depth))\(line.text)"
    }
    return "\n<details><summary>\(summary)</summary>\n\n\(Markdown.fence("diff", shown))\n\n"
      + "</details>\n"
  }

  /// The items that fit, in their order: one too long leaves room for those after it.
  private static func fitting(_ items: [String], within limit: Int) -> [Int] {
    var left = limit
    return items.indices.filter { index in
      let count = items[index].utf8.count
      guard count <= left else { return false }
      left -= count
      return true
    }
  }
}
