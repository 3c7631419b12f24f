import InfraModel

/// One deployed whole, as `dev` or `prod`.
public protocol Environment: Sendable {
  /// The environment's name: letters, digits and `-`.
  var name: String { get }
  /// The project's name: the first part of the names of real objects.
  var project: String { get }
  /// Where services run.
  var platform: any Platform { get }
  /// Where the state is kept.
  var state: StateLocation { get }
  /// What the environment declares.
  @DeclarationBuilder var body: [Declaration] { get }
}

extension Environment {
  /// No platform: an environment of plain resources.
  public var platform: any Platform { NoPlatform() }

  /// The project's folder `state/`.
  public var state: StateLocation { .folder }
}
