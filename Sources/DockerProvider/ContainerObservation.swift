import InfraModel

/// What an inspected container's arguments are now, in the schema's shape.
struct ContainerObservation {
  private let container: Datum
  private let image: Datum
  private let declared: Fields?
  private var config: Datum { container["Config"] }
  private var host: Datum { container["HostConfig"] }

  /// - Parameters:
  ///   - container: The engine's inspection of it.
  ///   - image: The inspection of its image, when nothing is declared: what the image sets is then
  ///     left out.
  ///   - declared: The state's arguments; nothing when the state does not know the container.
  init(_ container: Datum, image: Datum = .null, declared: Fields?) {
    self.container = container
    self.image = image["Config"]
    self.declared = declared
  }

  /// The arguments, but for files, which the inspection does not show.
  var arguments: Fields {
    var observer = Observer(declared: declared)
    process(&observer)
    network(&observer)
    storage(&observer)
    limits(&observer)
    security(&observer)
    observer.keep("upload", "secret_upload", "reload_signal", "wait", "wait_timeout")
    return observer.arguments
  }

  private func process(_ observer: inout Observer) {
    observer.see("name", .string(String((container["Name"].string ?? "").drop { $0 == "/" })))
    observer.see("image", config["Image"])
    for (name, field) in [
      ("command", "Cmd"), ("entrypoint", "Entrypoint"), ("working_dir", "WorkingDir"),
      ("user", "User"), ("stop_signal", "StopSignal"), ("stop_timeout", "StopTimeout"),
    ] {
      observer.see(name, unlessImage(field))
    }
    observer.see("env") { declared in
      let set = Self.map(config["Env"], "=")
      guard declared == nil else { return set.restricted(to: declared) }
      return .object(
        Fields(
          (set.object?.entries ?? []).filter { Self.map(image["Env"], "=")[$0.key] != $0.value }))
    }
    observer.see("hostname") { declared in declared == nil ? .null : config["Hostname"] }
    observer.see("domainname", config["Domainname"])
    observer.see("init", host["Init"])
    observer.see("must_run") { declared in
      let state = container["State"]
      let runs = state["Running"].bool == true || state["Restarting"].bool == true
      return declared == .bool(false) ? .bool(false) : .bool(runs)
    }
    let policy = host["RestartPolicy"]
    let name = policy["Name"].string ?? ""
    observer.see("restart", .string(name.isEmpty ? "no" : name))
    observer.see("max_retry_count") { declared in
      declared == nil && policy["MaximumRetryCount"] == 0 ? .null : policy["MaximumRetryCount"]
    }
    observer.see("healthcheck") { declared in
      declared == nil && config["Healthcheck"] == image["Healthcheck"] ? .null : healthCheck
    }
    observer.see("labels") { declared in
      let own = Ownership.withoutOwn(config["Labels"], declared: declared)
      guard declared == nil else { return own }
      return .object(
        Fields((own.object?.entries ?? []).filter { image["Labels"][$0.key] != $0.value }))
    }
    observer.see("log_driver") { $0 == nil ? .null : host["LogConfig"]["Type"] }
    observer.see("log_opts") { host["LogConfig"]["Config"].restricted(to: $0) }
  }

  private func unlessImage(_ field: String) -> Datum {
    declared == nil && config[field] == image[field] ? .null : config[field]
  }

  private var healthCheck: Datum {
    let check = config["Healthcheck"]
    guard !check["Test"].isEmptyOrNull else { return .null }
    let time = { (name: String) in Datum.string(EngineDuration.text(check[name].int ?? 0)) }
    return .fields([
      "test": check["Test"], "interval": time("Interval"), "timeout": time("Timeout"),
      "retries": .int(check["Retries"].int ?? 0), "start_period": time("StartPeriod"),
    ])
  }

  private func network(_ observer: inout Observer) {
    observer.see("ports", as: .set) { declared in
      var found: [Datum] = []
      for entry in host["PortBindings"].object?.entries ?? [] {
        let parts = entry.key.split(separator: "/").map(String.init)
        for binding in entry.value.list ?? [] {
          let address = binding["HostIp"].string ?? ""
          found.append(
            .fields([
              "internal": parts.first.flatMap(Int.init).map(Datum.int) ?? .null,
              "external": binding["HostPort"].string.flatMap(Int.init).map(Datum.int) ?? .null,
              "ip": .string(address.isEmpty ? "0.0.0.0" : address),
              "protocol": .string(parts.count > 1 ? parts[1] : "tcp"),
            ]))
        }
      }
      return .list(found)
    }
    observer.see("networks_advanced", as: .set) { attachments($0) }
    observer.see("network_mode") { declared in
      let mode = host["NetworkMode"].string ?? ""
      let isSpecial = ["host", "none"].contains(mode)
      if declared == nil, !isSpecial { return .null }
      return .string(mode == "default" ? "bridge" : mode)
    }
    observer.see("host") { Self.map(host["ExtraHosts"], ":").restricted(to: $0) }
    observer.see("dns", host["Dns"])
  }

  /// The networks it is in, named as the declaration names them; of the names that it has there
  /// those that are declared: the engine adds its own.
  private func attachments(_ declared: Datum?) -> Datum {
    var found: [Datum] = []
    for entry in container["NetworkSettings"]["Networks"].object?.entries ?? [] {
      let names = [entry.key, entry.value["NetworkID"].string ?? ""]
      let mine = declared?.list?.first { block in
        names.contains { !$0.isEmpty && $0 == block["name"].string }
      }
      if declared == nil, ["bridge", "host", "none"].contains(entry.key) { continue }
      let aliases = (entry.value["Aliases"].list ?? []).filter { alias in
        mine.map { ($0["aliases"].list ?? []).contains(alias) } ?? (alias.string != shortID)
      }
      let address = entry.value["IPAMConfig"]["IPv4Address"]
      found.append(
        .fields([
          "name": mine?["name"] ?? .string(entry.key),
          "aliases": aliases.isEmpty ? .null : .list(aliases),
          "ipv4_address": address.isEmptyOrNull ? .null : address,
        ]))
    }
    return .list(found)
  }

  private var shortID: String { String((container["Id"].string ?? "").prefix(12)) }

  private func storage(_ observer: inout Observer) {
    observer.see("mounts", as: .set) { _ in
      .list(
        (host["Mounts"].list ?? []).map { mount in
          let options = mount["TmpfsOptions"]
          let shown = Datum.fields(["size_bytes": options["SizeBytes"], "mode": options["Mode"]])
          return .fields([
            "type": mount["Type"],
            "source": mount["Source"].isEmptyOrNull ? .null : mount["Source"],
            "target": mount["Target"], "read_only": mount["ReadOnly"] == true ? true : .null,
            "tmpfs_options": shown.isEmptyOrNull ? .null : shown,
          ])
        })
    }
    observer.see("tmpfs", host["Tmpfs"])
    observer.see("read_only", host["ReadonlyRootfs"])
    observer.see("shm_size") { $0 == nil ? .null : Self.mebibytes(host["ShmSize"]) }
  }

  private func limits(_ observer: inout Observer) {
    let limit = { (name: String) in
      host[name].int.flatMap { $0 > 0 ? Datum.int($0) : nil } ?? .null
    }
    observer.see("memory", Self.mebibytes(limit("Memory")))
    observer.see("memory_reservation", Self.mebibytes(limit("MemoryReservation")))
    observer.see("memory_swap") { declared in
      // A kernel without accounting of swap drops the limit: that is no drift.
      if declared == nil || host["MemorySwap"] == -1 { return declared ?? .null }
      return Self.mebibytes(limit("MemorySwap"))
    }
    observer.see("cpus") { _ in
      guard let nano = limit("NanoCpus").int else { return .null }
      return .string(
        nano % 1_000_000_000 == 0 ? String(nano / 1_000_000_000) : String(Double(nano) / 1e9))
    }
    observer.see("cpu_shares", limit("CpuShares"))
    observer.see("pids_limit") { declared in
      // A kernel that cannot limit processes drops it as well.
      if let declared, host["PidsLimit"].isNull { return declared }
      return limit("PidsLimit")
    }
    observer.see("ulimit", as: .set) { _ in
      .list(
        (host["Ulimits"].list ?? []).map {
          ["name": $0["Name"], "soft": $0["Soft"], "hard": $0["Hard"]]
        })
    }
  }

  private func security(_ observer: inout Observer) {
    observer.see("capabilities", as: .set) { _ in
      let names = { (field: String) -> Datum in
        let found = (host[field].list ?? []).compactMap(\.string).map {
          Datum.string($0.hasPrefix("CAP_") ? String($0.dropFirst(4)) : $0)
        }
        return found.isEmpty ? .null : .list(found)
      }
      return .fields(["add": names("CapAdd"), "drop": names("CapDrop")])
    }
    observer.see("security_opts", as: .set, host["SecurityOpt"])
    observer.see("privileged", host["Privileged"])
    observer.see("group_add", as: .set, host["GroupAdd"])
    observer.see("pid_mode", host["PidMode"])
    observer.see("sysctls", host["Sysctls"])
  }

  private static func mebibytes(_ bytes: Datum) -> Datum {
    bytes.int.map { .int($0 >> 20) } ?? .null
  }

  private static func map(_ list: Datum, _ separator: Character) -> Datum {
    var map = Fields()
    for text in (list.list ?? []).compactMap(\.string) {
      guard let cut = text.firstIndex(of: separator) else { continue }
      map[String(text[..<cut])] = .string(String(text[text.index(after: cut)...]))
    }
    return .object(map)
  }
}
