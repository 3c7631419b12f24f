import InfraModel

/// A resource type whose resources can be right each by itself and wrong together, as subnets
/// that overlap.
///
/// It is asked once for an environment, when every argument of every resource is a value, so that
/// what is wrong is told with all else that is wrong, before any request.
public protocol CheckedTogether: Resource {
  /// What is wrong with the environment's resources in their relation to each other.
  static func problems(in resources: [DesiredResource]) -> [Diagnostic]
}

extension DeclarationTree {
  /// What the types of the declared resources find wrong with them together; each type is asked
  /// once, in the order in which the types come first.
  func problemsTogether(in resources: [DesiredResource]) -> [Diagnostic] {
    var asked: Set<ObjectIdentifier> = []
    return self.resources.flatMap { placed -> [Diagnostic] in
      let type = type(of: placed.resource)
      guard asked.insert(ObjectIdentifier(type)).inserted,
        let checked = type as? any CheckedTogether.Type
      else { return [] }
      return checked.problems(in: resources)
    }
  }
}
