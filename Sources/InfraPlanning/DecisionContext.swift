import InfraModel

/// What every decision of a plan looks at beside its own row. A class, since each decision holds
/// it, and a copy of all that a plan is made from is not free.
final class DecisionContext: Sendable {
  let observed: [Address: PlanInput.Observed]
  let forgets: [Address]
  let isDestroy: Bool
  let priorProviders: [ProviderConfiguration]
  let desiredProviders: [ProviderConfiguration]

  init(_ input: PlanInput) {
    observed = input.observed
    forgets = input.desired.forgets
    isDestroy = input.options.isDestroy
    priorProviders = input.prior.providers
    desiredProviders = input.desired.providers
  }
}
