import InfraModel

/// What a container is created from: the body of `POST /containers/create`.
///
/// Unknown fields are accepted silently and some wrong types are a 500, so every field is written
/// in exactly the form of the API: `HostPort` as text, durations in nanoseconds.
struct ContainerBody {
  private let arguments: Fields
  /// The networks to join, by name, with their settings.
  let endpoints: [(name: String, settings: Datum)]

  init(_ arguments: Fields, endpoints: [(name: String, settings: Datum)]) {
    self.arguments = arguments
    self.endpoints = endpoints
  }

  private subscript(name: String) -> Datum { arguments[name] ?? .null }

  /// The body, with those networks that this version of the API can join at once.
  func json(labels: Fields, version: APIVersion) -> Datum {
    let now = version >= .severalNetworks ? endpoints[...] : endpoints.prefix(1)
    let joined = Fields(now.map { Fields.Entry(key: $0.name, value: $0.settings) })
    var body = config
    body["Labels"] = .object(labels)
    body["HostConfig"] = .object(hostConfig)
    if !joined.isEmpty { body["NetworkingConfig"] = ["EndpointsConfig": .object(joined)] }
    return .object(body)
  }

  private var config: Fields {
    let exposed = ports.map { Fields.Entry(key: $0.key, value: [:]) }
    return Datum.fields([
      "Image": self["image"], "Cmd": self["command"], "Entrypoint": self["entrypoint"],
      "Env": pairs(self["env"], "="), "WorkingDir": self["working_dir"], "User": self["user"],
      "StopSignal": self["stop_signal"], "StopTimeout": self["stop_timeout"],
      "Hostname": self["hostname"], "Domainname": self["domainname"],
      "ExposedPorts": exposed.isEmpty ? .null : .object(Fields(exposed)),
      "Healthcheck": healthCheck,
    ]).object ?? Fields()
  }

  private var hostConfig: Fields {
    let bindings = Fields(
      ports.map { Fields.Entry(key: $0.key, value: .list($0.bindings)) })
    return Datum.fields([
      "NetworkMode": networkMode, "PortBindings": bindings.isEmpty ? .null : .object(bindings),
      "ExtraHosts": pairs(self["host"], ":"), "Dns": self["dns"], "Mounts": mounts,
      "Tmpfs": self["tmpfs"], "ReadonlyRootfs": self["read_only"], "Init": self["init"],
      "ShmSize": bytes(self["shm_size"]), "Ulimits": ulimits,
      "CapAdd": self["capabilities"]["add"], "CapDrop": self["capabilities"]["drop"],
      "SecurityOpt": self["security_opts"], "Privileged": self["privileged"],
      "GroupAdd": self["group_add"], "PidMode": self["pid_mode"], "Sysctls": self["sysctls"],
      "LogConfig": logConfig,
    ]).object.map { merge($0, Self.resources(arguments)) } ?? Fields()
  }

  /// What `POST /containers/{id}/update` takes too.
  static func resources(_ arguments: Fields) -> Fields {
    let memory = arguments["memory"]?.int
    let swap = arguments["memory_swap"]?.int ?? memory.map { 2 * $0 }
    let size = { (count: Int?) in count.map { Datum.int($0 << 20) } ?? .null }
    let cpus = arguments["cpus"]?.string.flatMap(Double.init)
    return Datum.fields([
      "Memory": size(memory), "MemorySwap": size(swap),
      "MemoryReservation": size(arguments["memory_reservation"]?.int),
      "NanoCpus": cpus.map { .int(Int(($0 * 1e9).rounded())) } ?? .null,
      "CpuShares": arguments["cpu_shares"] ?? .null,
      "PidsLimit": arguments["pids_limit"] ?? .null,
      "RestartPolicy": .fields([
        "Name": arguments["restart"] ?? "no",
        "MaximumRetryCount": arguments["max_retry_count"] ?? 0,
      ]),
    ]).object ?? Fields()
  }

  private func merge(_ left: Fields, _ right: Fields) -> Fields {
    Fields(left.entries + right.entries)
  }

  private var networkMode: Datum {
    if !self["network_mode"].isNull { return self["network_mode"] }
    return endpoints.first.map { .string($0.name) } ?? .null
  }

  /// The published ports as the API groups them: by the container's port and protocol.
  private var ports: [(key: String, bindings: [Datum])] {
    var keys: [String] = []
    var bindings: [String: [Datum]] = [:]
    for block in self["ports"].list ?? [] {
      let key = "\(block["internal"].int ?? 0)/\(block["protocol"].string ?? "tcp")"
      if bindings[key] == nil { keys.append(key) }
      bindings[key, default: []].append(
        .fields([
          "HostIp": block["ip"],
          "HostPort": .string(block["external"].int.map(String.init) ?? ""),
        ]))
    }
    return keys.map { ($0, bindings[$0] ?? []) }
  }

  private var mounts: Datum {
    guard let blocks = self["mounts"].list else { return .null }
    return .list(
      blocks.map { block in
        let options = block["tmpfs_options"]
        return .fields([
          "Type": block["type"], "Source": block["source"], "Target": block["target"],
          "ReadOnly": block["read_only"],
          "TmpfsOptions": options.isNull
            ? .null : .fields(["SizeBytes": options["size_bytes"], "Mode": options["mode"]]),
        ])
      })
  }

  private var ulimits: Datum {
    guard let blocks = self["ulimit"].list else { return .null }
    return .list(
      blocks.map { ["Name": $0["name"], "Soft": $0["soft"], "Hard": $0["hard"]] })
  }

  private var logConfig: Datum {
    if self["log_driver"].isNull, self["log_opts"].isNull { return .null }
    return .fields(["Type": self["log_driver"], "Config": self["log_opts"]])
  }

  private var healthCheck: Datum {
    let block = self["healthcheck"]
    guard !block.isNull else { return .null }
    let time = { (name: String) in
      block[name].string.flatMap(EngineDuration.nanoseconds).map(Datum.int) ?? .null
    }
    return .fields([
      "Test": block["test"], "Interval": time("interval"), "Timeout": time("timeout"),
      "Retries": block["retries"], "StartPeriod": time("start_period"),
    ])
  }

  private func bytes(_ mebibytes: Datum) -> Datum { mebibytes.int.map { .int($0 << 20) } ?? .null }

  private func pairs(_ map: Datum, _ separator: String) -> Datum {
    guard let entries = map.object?.entries else { return .null }
    return .list(entries.map { .string("\($0.key)\(separator)\($0.value.scalarText ?? "")") })
  }
}

/// Times as the schema writes them and as the API counts them.
enum EngineDuration {
  private static let units: [(name: String, nanoseconds: Int)] = [
    ("ms", 1_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
  ]

  /// The nanoseconds of a time as `90s`; nothing if it is none.
  static func nanoseconds(_ text: String) -> Int? {
    for unit in units where text.hasSuffix(unit.name) {
      return Int(text.dropLast(unit.name.count)).map { $0 * unit.nanoseconds }
    }
    return nil
  }

  /// A time in the largest unit that leaves none over, as declarations write it.
  static func text(_ nanoseconds: Int) -> String {
    for name in ["h", "m", "s"] {
      guard let unit = units.first(where: { $0.name == name }), nanoseconds != 0 else { continue }
      if nanoseconds % unit.nanoseconds == 0 { return "\(nanoseconds / unit.nanoseconds)\(name)" }
    }
    return nanoseconds == 0 ? "0s" : "\(nanoseconds / 1_000_000)ms"
  }
}
