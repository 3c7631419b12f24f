import InfraModel

extension TerraformAdoption {
  /// The arguments that hold secrets and stand in the Terraform state as they are declared, by
  /// resource, in the form in which they are declared. No provider tells a secret, and so nobody
  /// else can say that it need not be put once more.
  ///
  /// - Parameter open: The content of a secret; nothing where there is none yet.
  public func secretsAsDeclared(
    _ open: (SecretSource) throws(Diagnostic) -> [UInt8]?
  ) throws(Diagnostic) -> [Address: Fields] {
    var same: [Address: Fields] = [:]
    for resource in desired.resources {
      guard let object = matches[resource.address] else { continue }
      for (argument, name, value) in resource.schema.terraformArguments(resource.arguments)
      where value.holdsSecret {
        let content = try opened(value, open)
        guard content.isKnown, !content.holdsSecret, Self.agrees(content, object.values[name]),
          let position = resource.schema.position(of: argument.name)
        else { continue }
        same[resource.address, default: Fields()][argument.name] = resource.arguments[position]
      }
    }
    return same
  }

  private func opened(
    _ value: Datum, _ open: (SecretSource) throws(Diagnostic) -> [UInt8]?
  ) throws(Diagnostic) -> Datum {
    var problem: Diagnostic?
    let content = value.replacing(meaning).replacing { part in
      guard case .secret(let secret) = part, problem == nil else { return nil }
      do throws(Diagnostic) {
        return try open(secret.source).map { .string(String(decoding: $0, as: UTF8.self)) }
      } catch {
        problem = error
        return nil
      }
    }
    if let problem { throw problem }
    return content
  }
}
