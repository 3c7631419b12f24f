import InfraModel

/// A declaration that a platform turns into resources, as a service or a network.
public protocol Expandable: Declared {
  /// The resources that stand for it, and what its attributes are then.
  func expand(_ context: inout ExpansionContext) -> Expansion
}

/// What a platform made of a declaration.
public struct Expansion: Sendable {
  /// The resources; their keys live in a module named by the declaration's key.
  public var declarations: [Declaration]
  /// What the declaration's attributes are.
  public var attributes: [String: Expression]
  /// What must be there when somebody refers to the declaration or depends on it.
  public var anchors: [any Declared]

  /// Makes an expansion.
  public init(
    declarations: [Declaration], attributes: [String: Expression] = [:],
    anchors: [any Declared] = []
  ) {
    self.declarations = declarations
    self.attributes = attributes
    self.anchors = anchors
  }
}

extension Expandable {
  /// An attribute of whatever the platform makes of it.
  public func attribute<Wrapped>(_ name: String) -> Value<Wrapped> {
    Value(.attribute(declaration.handle, name))
  }
}

/// Where services run. The language knows only how its providers are reached; the platforms' room
/// says what else a platform does.
public protocol Platform: Sendable {
  /// What messages call it, as "Docker host".
  var name: String { get }
  /// How the providers that it needs are reached.
  var providers: [ProviderConfiguration] { get }
}

/// No platform: resources can be declared, services cannot.
public struct NoPlatform: Platform {
  /// No platform.
  public init() {}
  /// What messages call it.
  public var name: String { "none" }
  /// None.
  public var providers: [ProviderConfiguration] { [] }
}

/// What an expansion may know, and where it reports problems.
public struct ExpansionContext {
  /// The environment's name.
  public let environment: String
  /// The project's name: the first part of the names of real objects.
  public let project: String
  /// Where services run.
  public internal(set) var platform: any Platform
  /// The files of the project.
  public let files: any ProjectFiles
  /// The keys of the modules around the declaration, outermost first.
  public internal(set) var module: [String] = []
  /// What was found wrong.
  public internal(set) var diagnostics: [Diagnostic] = []

  /// The provider configurations chosen by the modules around, by kinds of providers.
  var providers: [String: String] = [:]
  private(set) var shared: [Shared] = []
  private var sharedResources: [String: any Declared] = [:]
  private var identities: [String: (text: String, location: SourceLocation)] = [:]

  /// A resource that several declarations share, with the configurations that serve it.
  struct Shared {
    let declaration: any Described
    let providers: [String: String]
  }

  init(environment: any Environment, files: any ProjectFiles) {
    self.environment = environment.name
    project = environment.project
    platform = environment.platform
    self.files = files
  }

  /// The path of a name in the environment, as `prod-cache-redis`, for names of real objects.
  public func qualified(_ name: String) -> String {
    ([project, environment] + module + [name]).joined(separator: "-")
  }

  /// A resource that several declarations share, as an image: declared once, at the top of the
  /// environment. Two that have the same key and are not the same are a problem.
  public mutating func shared<R: Resource>(
    _ key: String, identity: String, at location: SourceLocation, make: () -> R
  ) -> R {
    let name = R.schema.schema.type + "." + key
    if let known = identities[name], known.text != identity {
      diagnostics.append(
        Diagnostic(
          "Two different things of one name",
          "\(name) is declared twice with different contents: \(known.text) and \(identity).",
          at: location, notes: [.init("first declared here", at: known.location)],
          hints: ["give one of them another name"]))
    }
    if let resource = sharedResources[name] as? R { return resource }
    let resource = make()
    identities[name] = (identity, location)
    sharedResources[name] = resource
    shared.append(Shared(declaration: resource, providers: providers))
    return resource
  }

  /// Takes a name or number that only one declaration may have, as a rank in a list; a second
  /// one that wants it is a problem with both places. `hint` says how to give it another.
  public mutating func claim(_ name: String, at location: SourceLocation, hint: String) {
    if let known = identities[name] {
      diagnostics.append(
        Diagnostic(
          "Taken twice", "\(name) is taken by two declarations.", at: location,
          notes: [.init("first taken here", at: known.location)], hints: [hint]))
    } else {
      identities[name] = (name, location)
    }
  }

  /// Reports a problem.
  public mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}
