import InfraDSL
import InfraModel

extension ContainerDefinition {
  /// Limits and rights of a container's processes.
  public struct ProcessOptions: Sendable {
    let ulimits: [ResourceLimit]
    let linux: LinuxParameters?
    let stopTimeout: TimeSpan?
    let startTimeout: TimeSpan?
    let sysctls: [String: Value<String>]
    let isPrivileged: Bool?

    /// Describes them.
    ///
    /// - Parameters:
    ///   - ulimits: Limits of its processes.
    ///   - hasInit: Whether a small init process reaps what it leaves behind.
    ///   - adding: Rights beyond an ordinary process, as NET_ADMIN.
    ///   - dropping: Rights that it has not, as ALL.
    ///   - stopTimeout: From the signal to stop until it is killed, up to 2 min on Fargate.
    ///   - startTimeout: How long those that wait for it wait.
    ///   - sysctls: Kernel settings of its own.
    ///   - isPrivileged: Whether nothing keeps it from its machine; not on Fargate.
    public init(
      ulimits: [ResourceLimit] = [], hasInit: Bool? = nil, adding: [String] = [],
      dropping: [String] = [], stopTimeout: Duration? = nil, startTimeout: Duration? = nil,
      sysctls: [String: Value<String>] = [:], isPrivileged: Bool? = nil
    ) {
      self.ulimits = ulimits
      let isPlain = hasInit == nil && adding.isEmpty && dropping.isEmpty
      linux = isPlain ? nil : LinuxParameters(hasInit: hasInit, adding: adding, dropping: dropping)
      self.stopTimeout = stopTimeout.map { TimeSpan($0, in: .seconds, 0...7_200) }
      self.startTimeout = startTimeout.map { TimeSpan($0, in: .seconds, 2...7_200) }
      self.sysctls = sysctls
      self.isPrivileged = isPrivileged
    }
  }

  /// A limit of a container's processes.
  public struct ResourceLimit: ArgumentValue {
    let name: String
    let soft: Int
    let hard: Int

    /// How many files may be open at once.
    public static func openFiles(_ count: Int) -> ResourceLimit {
      ResourceLimit("nofile", soft: count, hard: count)
    }

    /// A limit by its name in Linux, as memlock.
    public init(_ name: String, soft: Int, hard: Int) {
      self.name = name
      self.soft = soft
      self.hard = hard
    }

    /// The object.
    public func lower(_ context: inout LoweringContext) -> Datum {
      if soft > hard {
        context.report(
          "Invalid limit", "The soft limit of \"\(name)\" is \(soft), more than the hard \(hard).")
      }
      return context.object(["name": name, "softLimit": soft, "hardLimit": hard])
    }
  }

  /// What Linux lets a container's processes do.
  struct LinuxParameters: ArgumentValue {
    let hasInit: Bool?
    let adding: [String]
    let dropping: [String]

    func lower(_ context: inout LoweringContext) -> Datum {
      let hasRights = !adding.isEmpty || !dropping.isEmpty
      let rights = context.object(["add": adding, "drop": dropping])
      var fields = Fields()
      if hasRights { fields["capabilities"] = rights }
      if let hasInit { fields["initProcessEnabled"] = .bool(hasInit) }
      return .object(fields)
    }
  }
}
