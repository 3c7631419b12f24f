import InfraDSL
import InfraModel

/// A cache that speaks Redis' protocol. A platform that has such caches of its own makes one of
/// those; another runs the service that it is given.
public struct Cache: Expandable {
  private(set) var service: Service
  let engine: Engine
  let memory: ByteCount
  let copies: Int
  let password: Secret
  let isEncrypted: Bool
  let isRetained: Bool

  /// What runs, where the platform has caches of its own.
  public struct Engine: Sendable {
    let version: String
    let evictionPolicy: String

    /// Redis of a version, as 7.1, and what goes first when it is full.
    public static func redis(_ version: String, evicting policy: String) -> Engine {
      Engine(version: version, evictionPolicy: policy)
    }
  }

  /// Declares a cache; it is the service's declaration, in which what runs is described.
  ///
  /// - Parameters:
  ///   - memory: The size of the data.
  ///   - copies: How many nodes hold the data, the first of them among them.
  ///   - isEncrypted: Whether clients speak TLS with it.
  ///   - isRetained: Whether the data stays when the environment is destroyed.
  public init(
    _ service: Service, engine: Engine, memory: ByteCount, copies: Int, password: Secret,
    encrypted isEncrypted: Bool, retained isRetained: Bool
  ) {
    self.service = service
    self.engine = engine
    self.memory = memory
    self.copies = copies
    self.password = password
    self.isEncrypted = isEncrypted
    self.isRetained = isRetained
  }

  /// The identity, which is the service's: a cache is one declaration, whatever is made of it.
  public var declaration: DeclarationInfo {
    get { service.declaration }
    set { service.declaration = newValue }
  }

  /// The name under which it is reached.
  public var host: Value<String> { attribute("host") }

  /// Has the platform turn it into resources.
  public func expand(_ context: inout ExpansionContext) -> Expansion {
    platform(&context)?.expand(self, &context) ?? Expansion(declarations: [])
  }
}
