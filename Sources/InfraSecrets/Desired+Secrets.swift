import InfraModel

extension Desired {
  /// The sources of all secrets in it, each once, sorted by their text.
  public var secretSources: [SecretSource] {
    var found: Set<SecretSource> = []
    forEachValue { value in value.forEachSecret { found.insert($0.source) } }
    return found.sorted { $0.text < $1.text }
  }

  /// The same declarations with the fingerprints of their secrets filled in, as far as they are
  /// known.
  public func sealed(with fingerprints: [SecretSource: String]) -> Desired {
    if fingerprints.isEmpty { return self }
    var sealed = self
    for index in sealed.resources.indices {
      let resource = sealed.resources[index]
      if resource.arguments.contains(where: \.holdsSecret) {
        sealed.resources[index].arguments = resource.arguments.map { $0.sealed(with: fingerprints) }
      }
      sealed.resources[index].lifecycle = resource.lifecycle.sealed(with: fingerprints)
    }
    for index in sealed.outputs.indices {
      sealed.outputs[index].value = sealed.outputs[index].value.sealed(with: fingerprints)
    }
    for index in sealed.providers.indices {
      sealed.providers[index].settings = sealed.providers[index].settings.sealed(with: fingerprints)
    }
    return sealed
  }

  private func forEachValue(_ body: (Datum) -> Void) {
    for number in resources.indices {
      resources[number].arguments.forEach(body)
      resources[number].lifecycle.replaceTriggers.forEach(body)
      let lifecycle = resources[number].lifecycle
      for condition in lifecycle.preconditions { condition.values.forEach(body) }
      for condition in lifecycle.checks { condition.values.forEach(body) }
    }
    for output in outputs { body(output.value) }
    for provider in providers { body(.object(provider.settings)) }
  }
}

extension Datum {
  /// The same value with the fingerprints of its secrets filled in, as far as they are known.
  public func sealed(with fingerprints: [SecretSource: String]) -> Datum {
    guard holdsSecret else { return self }
    return replacing { symbol in
      guard case .secret(let secret) = symbol, let known = fingerprints[secret.source] else {
        return nil
      }
      return .secret(SealedSecret(secret.source, fingerprint: known))
    }
  }
}

extension Fields {
  /// The same fields with the fingerprints of their secrets filled in, as far as they are known.
  public func sealed(with fingerprints: [SecretSource: String]) -> Fields {
    Datum.object(self).sealed(with: fingerprints).object ?? self
  }
}

extension Lifecycle {
  fileprivate func sealed(with fingerprints: [SecretSource: String]) -> Lifecycle {
    guard !(replaceTriggers.isEmpty && preconditions.isEmpty && checks.isEmpty) else { return self }
    var sealed = self
    sealed.replaceTriggers = replaceTriggers.map { $0.sealed(with: fingerprints) }
    let seal = { (condition: Condition) in
      condition.mapValues { $0.sealed(with: fingerprints) }
    }
    sealed.preconditions = preconditions.map(seal)
    sealed.checks = checks.map(seal)
    return sealed
  }
}
