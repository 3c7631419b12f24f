/// A pointer to another resource's attribute or argument, by address.
public struct Reference: Hashable, Sendable, CustomStringConvertible {
  /// The resource pointed to.
  public let address: Address
  /// The attribute's or argument's name, as in the type's schema.
  public let attribute: String

  /// Makes a reference.
  public init(_ address: Address, _ attribute: String) {
    self.address = address
    self.attribute = attribute
  }

  /// `address.attribute`.
  public var description: String { "\(address.text).\(attribute)" }
}
