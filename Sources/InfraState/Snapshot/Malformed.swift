import InfraModel

/// Why a line is none of a state's, in words that end a sentence.
struct Malformed: Error, Hashable {
  let message: String

  init(_ message: String) { self.message = message }
}

/// Reads a JSON object's fields by the names they must have, and refuses those it does not know.
struct ObjectReader {
  private let fields: Fields

  init(_ value: Datum, known: KnownNames) throws(Malformed) {
    guard case .object(let fields) = value else { throw Malformed("it holds no object") }
    if let name = known.unknown(in: fields) {
      throw Malformed("it has an unknown field \"\(name)\"")
    }
    self.fields = fields
  }

  /// Parses a JSON text as an object of known fields.
  init(parsing text: ArraySlice<UInt8>, known: KnownNames) throws(Malformed) {
    try self.init(try Self.parse(text), known: known)
  }

  static func parse(_ text: ArraySlice<UInt8>) throws(Malformed) -> Datum {
    do throws(JSONParser.Failure) {
      return try JSONParser.parse(text, marked: true)
    } catch { throw Malformed("it is no JSON: \(error.message)") }
  }

  func text(_ name: String) throws(Malformed) -> String {
    guard let text = fields[name]?.string else { throw missing(name, "text") }
    return text
  }

  func optionalText(_ name: String) throws(Malformed) -> String? {
    fields[name] == nil ? nil : try text(name)
  }

  func number(_ name: String) throws(Malformed) -> Int {
    guard let number = fields[name]?.int else { throw missing(name, "a whole number") }
    return number
  }

  func flag(_ name: String) throws(Malformed) -> Bool {
    guard let value = fields[name] else { return false }
    guard let flag = value.bool else { throw missing(name, "true or false") }
    return flag
  }

  func object(_ name: String) throws(Malformed) -> Fields {
    guard let value = fields[name] else { return Fields() }
    guard let object = value.object else { throw missing(name, "an object") }
    return object
  }

  func list(_ name: String) throws(Malformed) -> [Datum] {
    guard let value = fields[name] else { return [] }
    guard let list = value.list else { throw missing(name, "a list") }
    return list
  }

  func texts(_ name: String) throws(Malformed) -> [String] {
    var texts: [String] = []
    for item in try list(name) {
      guard let text = item.string else { throw missing(name, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  func value(_ name: String) throws(Malformed) -> Datum {
    guard let value = fields[name] else { throw missing(name, "a value") }
    return value
  }

  func address(_ name: String) throws(Malformed) -> Address {
    try Self.address(try text(name))
  }

  func addresses(_ name: String) throws(Malformed) -> [Address] {
    var addresses: [Address] = []
    for text in try texts(name) { addresses.append(try Self.address(text)) }
    return addresses
  }

  private static func address(_ text: String) throws(Malformed) -> Address {
    guard let address = Address(parsing: text) else {
      throw Malformed("\"\(text)\" is no address")
    }
    return address
  }

  private func missing(_ name: String, _ kind: String) -> Malformed {
    Malformed("its field \"\(name)\" is missing or not \(kind)")
  }
}
