import InfraModel

extension Change {
  /// What the change interrupts and loses, in words; nothing if nobody notices.
  var impactWords: String? {
    var words: [String] = []
    switch impact.interruption {
    case .none:
      if case .replace(.createThenDelete) = action { words.append("replaced without a gap") }
    case .reload: words.append("the \(noun) reads its configuration anew: nothing is interrupted")
    case .restart: words.append("restarts the \(noun): its connections are cut")
    case .gap: words.append("replaced with a gap: it is away until its successor is up")
    case .end: words.append("the \(noun) is away for good")
    }
    if let loss = impact.dataLoss { words.append("loses \(Shown.line(loss))") }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }

  /// What the type is in words: its name without the provider's.
  var noun: String {
    guard let underscore = schema.type.firstIndex(of: "_") else { return schema.type }
    return String(schema.type[schema.type.index(after: underscore)...].map { $0 == "_" ? " " : $0 })
  }
}
