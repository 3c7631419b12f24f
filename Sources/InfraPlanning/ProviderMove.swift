import InfraModel

/// Warns when a provider is reached otherwise than when the state was written: what the state
/// holds may not be there.
enum ProviderMove {
  static func warnings(_ input: PlanInput) -> [Diagnostic] {
    guard !input.options.isDestroy else { return [] }
    return input.prior.providers.compactMap { before in
      guard let after = input.desired.providers.first(where: { $0.name == before.name }),
        after.settings != before.settings,
        input.prior.resources.contains(where: { $0.provider == before.name })
      else { return nil }
      let names = Set(before.settings.keys + after.settings.keys)
        .filter { before.settings[$0] != after.settings[$0] }.sorted().joined(separator: ", ")
      return Diagnostic(
        "Provider reached otherwise",
        "The provider \"\(before.name)\" has another \(names) than when the state was written. "
          + "If that is another place, the objects in the state are not there.",
        severity: .warning, hints: ["see what is there before anything is applied:"],
        commands: ["infra plan \(input.prior.environment) --refresh"])
    }
  }
}
