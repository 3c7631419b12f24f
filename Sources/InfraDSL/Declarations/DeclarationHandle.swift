import InfraModel
import Synchronization

/// The identity of one declared thing: what references hold until addresses are given.
///
/// A class, so that every copy that a modifier makes is the same thing.
public final class DeclarationHandle: Sendable {
  /// What the thing is called in messages: a resource type or a module's type.
  public let kind: String
  /// Its key within its module.
  public let key: String
  /// Where it is declared.
  public let location: SourceLocation

  /// Makes an identity; while an environment is read it is remembered, so that a thing that is
  /// declared and never listed is found.
  public init(kind: String, key: String, file: String, line: Int) {
    self.kind = kind
    self.key = key
    self.location = SourceLocation(file: file, line: line)
    DeclarationRecorder.current?.record(self)
  }
}

extension DeclarationHandle {
  /// Notes on the modules around a place, innermost first; what stands at the place itself, as
  /// the service that a container is made of, is left out.
  static func notes(on enclosing: [DeclarationHandle], around location: SourceLocation)
    -> [Diagnostic.Note]
  {
    enclosing.reversed().filter { $0.location != location }.map {
      Diagnostic.Note("in \($0.kind) \"\($0.key)\", declared here", at: $0.location)
    }
  }
}

/// Remembers what is declared while an environment is read.
final class DeclarationRecorder: Sendable {
  @TaskLocal static var current: DeclarationRecorder?

  private let handles = Mutex<[DeclarationHandle]>([])

  func record(_ handle: DeclarationHandle) { handles.withLock { $0.append(handle) } }

  var recorded: [DeclarationHandle] { handles.withLock { $0 } }
}

/// What has an identity: resources, modules, services.
public protocol Declared: Sendable {
  /// The thing's identity and what belongs to every declaration.
  var declaration: DeclarationInfo { get set }
}

/// What belongs to every declaration, whatever it declares.
public struct DeclarationInfo: Sendable {
  /// The thing's identity.
  public let handle: DeclarationHandle
  /// Whether it is there at all.
  public var isEnabled = true
  /// What must exist before it, beyond what it refers to.
  public var dependsOn: [DeclarationHandle] = []
  /// Addresses or keys that it had before.
  public var movedFrom: [String] = []
  /// The provider configuration that serves it, where there are several.
  public var provider: String?
  /// Where services in it run, where that is not the environment's own platform.
  var platform: (any Platform)?
  var lifecycle = Lifecycle()
  var ignoredArguments: [String] = []
  var replaceTriggers: [Expression] = []
  var preconditions: [DeclaredCondition] = []
  var checks: [DeclaredCondition] = []

  /// Begins a declaration.
  public init(kind: String, key: String, file: String, line: Int) {
    handle = DeclarationHandle(kind: kind, key: key, file: file, line: line)
  }
}

extension Declared {
  /// Leaves the thing out when the flag is false; cheaper to compile than an `if`, and what is
  /// left out is still listed.
  public func enabled(_ flag: Bool) -> Self {
    var copy = self
    copy.declaration.isEnabled = flag && declaration.isEnabled
    return copy
  }

  /// Has other things exist before this one, beyond those it refers to.
  public func dependsOn(_ others: any Declared...) -> Self { dependsOn(others) }

  /// Has other things exist before this one, beyond those it refers to.
  public func dependsOn(_ others: [any Declared]) -> Self {
    var copy = self
    copy.declaration.dependsOn += others.map(\.declaration.handle)
    return copy
  }

  /// Tells where the thing was before, so that it is moved and not made anew: a resource's whole
  /// address, a module's path, or the key that it had in the same module. `/cache` is the module
  /// `cache` at the top of the environment.
  public func moved(from old: String) -> Self {
    var copy = self
    copy.declaration.movedFrom.append(old)
    return copy
  }
}
