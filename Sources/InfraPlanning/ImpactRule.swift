import InfraModel

/// What a change interrupts and loses.
enum ImpactRule {
  static func impact(of change: Change) -> Impact {
    let effect = change.effect
    switch change.action {
    case .create, .read, .forget, .noOp: return Impact()
    case .update, .importing:
      switch effect {
      case .reload: return Impact(interruption: .reload)
      case .restart: return Impact(interruption: .restart)
      default: return Impact()
      }
    case .replace(let order):
      let loss = change.schema.holdsData
      let isLosing = effect == .replaceLosingData
      return Impact(
        interruption: order == .deleteThenCreate ? .gap : .none,
        dataLoss: loss ?? (isLosing ? "its data" : nil))
    case .delete: return Impact(interruption: .end, dataLoss: change.schema.holdsData)
    }
  }
}
