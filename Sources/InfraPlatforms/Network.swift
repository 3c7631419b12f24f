import InfraDSL
import InfraModel

/// A network in which services find each other by name.
public struct Network: Expandable {
  /// The network's identity.
  public var declaration: DeclarationInfo
  let key: String
  let isInternal: Bool

  /// Declares a network; an internal one has no way out.
  public init(
    _ key: String, internal isInternal: Bool = false, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "Network", key: key, file: file, line: line)
    self.key = key
    self.isInternal = isInternal
  }

  /// Has the platform turn it into resources.
  public func expand(_ context: inout ExpansionContext) -> Expansion {
    platform(&context)?.expand(self, &context) ?? Expansion(declarations: [])
  }
}
