import InfraModel

/// Where a rule or a target of EventBridge is: names with slashes between them, of which only the
/// bus's may have some itself.
struct EventPlace {
  let bus: String
  let names: [String]

  /// Takes an identifier apart.
  ///
  /// - Parameter count: How many names follow the bus's; without a bus it is the default one.
  init?(_ text: String, names count: Int) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= count else { return nil }
    names = Array(parts.suffix(count))
    let bus = parts.dropLast(count).joined(separator: "/")
    self.bus = bus.isEmpty ? "default" : bus
  }
}
