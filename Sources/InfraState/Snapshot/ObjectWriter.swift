import InfraModel

/// Writes a JSON object field by field, leaving out what has its default: `false`, nothing, empty.
///
/// Fields must be given in the order of their names, so that equal values are equal bytes.
struct ObjectWriter {
  private(set) var json = JSONWriter(symbols: .marked)
  private var isFirst = true

  /// The bytes written so far.
  var bytes: [UInt8] { json.bytes }

  /// The bytes written since they were taken last, or none if they are fewer than so many.
  mutating func take(atLeast count: Int) -> [UInt8]? { json.count < count ? nil : json.takeBytes() }

  /// Writes text outside of any object.
  mutating func raw(_ text: String) { json.raw(text) }

  /// Writes an object; `body` writes its fields.
  mutating func object(_ body: (inout ObjectWriter) -> Void) {
    json.raw("{")
    let wasFirst = isFirst
    isFirst = true
    body(&self)
    isFirst = wasFirst
    json.raw("}")
  }

  mutating func text(_ name: String, _ text: String) {
    self.name(name)
    json.string(text)
  }

  mutating func optionalText(_ name: String, _ text: String?) {
    if let text { self.text(name, text) }
  }

  mutating func number(_ name: String, _ number: Int) {
    self.name(name)
    json.write(.int(number))
  }

  mutating func flag(_ name: String, _ flag: Bool) {
    guard flag else { return }
    self.name(name)
    json.raw("true")
  }

  mutating func fields(_ name: String, _ fields: Fields) {
    guard !fields.isEmpty else { return }
    self.name(name)
    json.write(.object(fields))
  }

  mutating func value(_ name: String, _ value: Datum) {
    self.name(name)
    json.write(value)
  }

  mutating func texts(_ name: String, _ texts: [String]) {
    list(name, texts) { writer, text in writer.json.string(text) }
  }

  mutating func addresses(_ name: String, _ addresses: [Address]) {
    list(name, addresses) { writer, address in writer.json.string(address.text) }
  }

  mutating func list<Item>(
    _ name: String, _ items: [Item], _ write: (inout ObjectWriter, Item) -> Void
  ) {
    guard !items.isEmpty else { return }
    self.name(name)
    json.raw("[")
    for (index, item) in items.enumerated() {
      if index > 0 { json.raw(",") }
      write(&self, item)
    }
    json.raw("]")
  }

  /// Writes a field's name; its value must follow.
  mutating func name(_ name: String) {
    if !isFirst { json.raw(",") }
    isFirst = false
    json.raw("\"")
    json.raw(name)
    json.raw("\":")
  }
}
