/// The fields of an object value, sorted by the bytes of their names, each name once.
///
/// A sorted array rather than a dictionary: equal fields are equal bytes, and small objects are
/// read faster than by hashing.
public struct Fields: Hashable, Sendable {
  /// One field.
  public struct Entry: Hashable, Sendable {
    /// The field's name.
    public let key: String
    /// The field's value.
    public var value: Datum

    /// Makes a field.
    public init(key: String, value: Datum) {
      self.key = key
      self.value = value
    }

    /// Whether both are the same field; the name is compared by its bytes.
    public static func == (left: Entry, right: Entry) -> Bool {
      left.key.hasSameBytes(as: right.key) && left.value == right.value
    }
  }

  /// The fields in the order of their names.
  public private(set) var entries: [Entry]

  /// No fields.
  public init() { entries = [] }

  /// Takes fields in any order; of a repeated name the last one holds.
  public init(_ entries: [Entry]) {
    var next = 1
    while next < entries.count, entries[next - 1].key.precedes(entries[next].key) { next += 1 }
    if next >= entries.count {
      self.entries = entries
      return
    }
    let order = entries.indices.sorted { left, right in
      if entries[left].key.precedes(entries[right].key) { return true }
      return left < right && !entries[right].key.precedes(entries[left].key)
    }
    self.entries = []
    self.entries.reserveCapacity(entries.count)
    for index in order {
      if let last = self.entries.last, last.key.hasSameBytes(as: entries[index].key) {
        self.entries.removeLast()
      }
      self.entries.append(entries[index])
    }
  }

  /// Takes the pairs of a dictionary.
  public init(_ dictionary: [String: Datum]) {
    entries = dictionary.map { Entry(key: $0.key, value: $0.value) }
      .sorted { $0.key.precedes($1.key) }
  }

  /// Takes fields that are known to be sorted by name and unique.
  init(sorted entries: [Entry]) { self.entries = entries }

  /// The value of a field; setting nothing removes it.
  public subscript(key: String) -> Datum? {
    get {
      let index = position(of: key)
      return index < entries.count && entries[index].key.hasSameBytes(as: key)
        ? entries[index].value : nil
    }
    set {
      let index = position(of: key)
      let exists = index < entries.count && entries[index].key.hasSameBytes(as: key)
      switch (newValue, exists) {
      case (let value?, true): entries[index].value = value
      case (let value?, false): entries.insert(Entry(key: key, value: value), at: index)
      case (nil, true): entries.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// Whether there are none.
  public var isEmpty: Bool { entries.isEmpty }

  /// The names, sorted.
  public var keys: [String] { entries.map(\.key) }

  private func position(of key: String) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key.precedes(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
