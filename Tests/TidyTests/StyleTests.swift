import Testing

@Suite("Every file")
struct StyleTests {
  static let linesMax = 500
  static let columnsMax = 100
  static let functionLinesMax = 70

  @Test("has at most 500 lines of at most 100 columns")
  func size() throws {
    let files = SourceTree.shared.swift
    #expect(files.count > 250)
    for file in files {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count - 1 <= Self.linesMax, "\(file) has \(lines.count - 1) lines")
      guard lines.contains(where: { $0.count > Self.columnsMax }) else { continue }
      let source = file.source
      for (index, line) in lines.enumerated() where line.count > Self.columnsMax {
        // What stands in a text of several lines is as long as what it is compared with.
        let isText = source.code[index].allSatisfy(\.isWhitespace) && !source.hasComment[index]
        if isText { continue }
        Issue.record("\(file):\(index + 1) has \(line.count) columns")
      }
    }
  }

  @Test("has functions of at most 70 lines")
  func functions() throws {
    var count = 0
    for file in SourceTree.shared.swift {
      for function in file.source.functions {
        count += 1
        let lines = function.last - function.first + 1
        #expect(
          lines <= Self.functionLinesMax,
          "\(file):\(function.first) \(function.name) has \(lines) lines")
      }
    }
    #expect(count > 1_000)
  }

  @Test("proves in a comment beside it what the compiler cannot prove")
  func unsafe() throws {
    // Split, so that these lines do not break their own rule.
    let constructs = [
      "try" + "!", "as" + "!", "fatal" + "Error(", "@unchecked" + " Sendable",
      "nonisolated" + "(unsafe)",
    ]
    for file in SourceTree.shared.swift {
      let source = file.source
      for (index, line) in source.code.enumerated() {
        let hasComment = source.hasComment[index] || (index > 0 && source.hasComment[index - 1])
        for construct in constructs where line.contains(construct) && !hasComment {
          Issue.record("\(file):\(index + 1) has \(construct) without a comment")
        }
        if Self.forcesUnwrapping(line), !hasComment {
          Issue.record("\(file):\(index + 1) forces an optional without a comment")
        }
      }
    }
  }

  /// Whether a line has a `!` behind an operand: one before an operand is a negation.
  static func forcesUnwrapping(_ line: String) -> Bool {
    let characters = Array(line)
    return characters.indices.dropFirst().contains { index in
      let before = characters[index - 1]
      let after = index + 1 < characters.count ? characters[index + 1] : " "
      return characters[index] == "!" && after != "="
        && (before.isLetter || before.isNumber || ")]}\"_".contains(before))
        && !["try", "as"].contains { line.prefix(index).hasSuffix($0) }
    }
  }

  @Test("with one public type is named after it")
  func names() throws {
    for file in SourceTree.shared.swift where file.isProduct {
      let types = file.source.code.compactMap { (line: String) -> String? in
        guard line.hasPrefix("public ") else { return nil }
        return line.prefixMatch(
          of: /public (?:final |indirect )?(?:struct|class|enum|protocol|actor) (\w+)/
        ).map { String($0.1) }
      }
      guard types.count == 1, let name = file.path.split(separator: "/").last?.dropLast(6) else {
        continue
      }
      #expect(
        name == types[0] || name.hasPrefix(types[0] + "+"), "\(file) holds \(types[0])")
    }
  }
}

@Suite("What the rules are checked with")
struct SourceTextTests {
  @Test("takes comments and strings for what they are")
  func code() {
    let source = SourceText(
      """
      let a = "try! // no" // try!
      /* b! */ let c = #"x"y\\#(d!)"# + "\\(e ? "f!" : g!)"
      """)
    #expect(source.code[0].contains("!") == false)
    #expect(source.hasComment == [true, true])
    #expect(source.code[1].filter { $0 == "!" }.count == 2)
    #expect(source.lines.map(\.count) == source.code.map(\.count))
  }

  @Test("finds forced optionals and no negations")
  func forced() {
    for line in ["a!", "a!.b", "f()!", "a[0]!", "x = y!", "var a: Int!"] {
      #expect(StyleTests.forcesUnwrapping(line), "\(line)")
    }
    for line in ["!a", "a != b", "if !a.b", "(!a)", "a!=b", "[!a]"] {
      #expect(!StyleTests.forcesUnwrapping(line), "\(line)")
    }
  }

  @Test("measures functions, not requirements or calls")
  func functions() {
    let source = SourceText(
      """
      protocol P {
        func a()
        init(x: Int)
      }
      struct S {
        func b(_ make: () -> Int = { 1 }) -> [Int] {
          if true { }
        }
        init() { self.init(x: 1) }
      }
      """)
    #expect(source.functions.map(\.name) == ["b", "init"])
    #expect(source.functions.map { $0.last - $0.first + 1 } == [3, 1])
  }
}
