/// What names in AWS are made of: how many characters, and which beside letters and digits.
struct TextRule: Sendable {
  let lengths: ClosedRange<Int>
  let others: String
  let hasLetters: LetterCase

  /// Which letters are taken.
  enum LetterCase: Sendable { case any, lower }

  init(_ lengths: ClosedRange<Int>, _ others: String, letters: LetterCase = .any) {
    self.lengths = lengths
    self.others = others
    hasLetters = letters
  }

  /// Whether a text keeps to it. Only ASCII counts as letters and digits.
  func allows(_ text: String) -> Bool {
    lengths.contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        let isPlain = TextRule.isLetterOrDigit(byte)
        let isUpper = (65...90).contains(byte)
        return isPlain && !(isUpper && hasLetters == .lower) || others.utf8.contains(byte)
      }
  }

  /// The rule in words, as "1 to 64 letters, digits and + = , . @ _ -".
  var text: String {
    let letters = hasLetters == .lower ? "small letters" : "letters"
    let marks = others.map { $0 == " " ? "spaces" : String($0) }.joined(separator: " ")
    let among = marks.isEmpty ? "\(letters) and digits" : "\(letters), digits and \(marks)"
    return "\(lengths.lowerBound) to \(lengths.upperBound) \(among)"
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte | 0x20)
  }
}
