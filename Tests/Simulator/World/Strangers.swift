/// The objects of somebody else that are in every simulated world.
enum Strangers {
  struct Stranger {
    let id: String
    let name: String
    let kind: Node.Kind
  }

  /// Two of each type; declarations may take them over, and nothing else may touch them.
  static let all = [
    Stranger(id: "id-s0", name: "s0", kind: .node), Stranger(id: "id-s1", name: "n0", kind: .node),
    Stranger(id: "id-s2", name: "s2", kind: .store),
    Stranger(id: "id-s3", name: "s3", kind: .store),
  ]
}
