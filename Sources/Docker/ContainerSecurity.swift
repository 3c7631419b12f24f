import InfraDSL
import InfraModel

/// What a container may do beyond an ordinary process, as Terraform's `capabilities` block.
public struct Capabilities: ArgumentValue {
  let add: [String]
  let drop: [String]

  /// Capabilities by their names in capabilities(7), without `CAP_`, or `ALL`.
  public init(add: [String] = [], drop: [String] = []) {
    self.add = add
    self.drop = drop
  }

  /// None but the given ones.
  public static func only(_ names: String...) -> Capabilities {
    Capabilities(add: names, drop: ["ALL"])
  }

  /// The block, each list sorted.
  public func lower(_ context: inout LoweringContext) -> Datum {
    for name in add + drop {
      let isName = name.utf8.allSatisfy { (65...90).contains($0) || $0 == 95 }
      if name.isEmpty || !isName || name.hasPrefix("CAP_") {
        context.report(
          "Invalid capability", "\"\(name)\" is not the name of a capability.",
          hints: ["write it in capitals without CAP_, as NET_BIND_SERVICE"])
      }
    }
    return context.object(["add": add.sorted(), "drop": drop.sorted()])
  }
}

/// A security option of a container.
public enum SecurityOption: ArgumentValue, Hashable {
  /// No process gains rights by running a program.
  case noNewPrivileges
  /// No filter of system calls; for debugging only.
  case seccompUnconfined
  /// The profile of AppArmor by its name.
  case appArmor(String)
  /// An option as the engine writes it.
  case other(String)

  /// The option as the engine writes it.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .noNewPrivileges: "no-new-privileges:true"
    case .seccompUnconfined: "seccomp=unconfined"
    case .appArmor(let profile): .string("apparmor=\(profile)")
    case .other(let text): .string(text)
    }
  }
}
