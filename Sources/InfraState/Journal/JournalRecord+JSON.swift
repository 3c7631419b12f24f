import InfraModel

/// Records as JSON objects of one line; the fields are in the order of their names.
extension JournalRecord {
  func write(to writer: inout ObjectWriter) {
    writer.object { writer in
      switch self {
      case .begin(let begin): begin.writeFields(to: &writer)
      case .intent(let intent):
        writer.text("kind", "intent")
        writer.text("operation", intent.operation.rawValue)
        writer.name("resource")
        ResourceLine.write(intent.resource, to: &writer)
        writer.number("step", intent.step)
      case .outcome(let outcome): outcome.writeFields(to: &writer)
      case .outputs(let outputs):
        writer.text("kind", "outputs")
        writer.fields("outputs", outputs)
      case .end(let end):
        writer.text("kind", "end")
        writer.text("result", end.result)
        writer.number("time", end.time)
      }
    }
  }

  init(parsing text: ArraySlice<UInt8>) throws(Malformed) {
    let value = try ObjectReader.parse(text)
    switch value["kind"].string {
    case "begin": self = .begin(try Begin(reading: value))
    case "intent": self = .intent(try Intent(reading: value))
    case "outcome": self = .outcome(try Outcome(reading: value))
    case "outputs":
      self = .outputs(try ObjectReader(value, known: ["kind", "outputs"]).object("outputs"))
    case "end":
      let object = try ObjectReader(value, known: ["kind", "result", "time"])
      self = .end(End(result: try object.text("result"), time: try object.number("time")))
    default: throw Malformed("it is of no known kind")
    }
  }
}

extension JournalRecord.Begin {
  private static let known: KnownNames = [
    "apply", "command", "commit", "environment", "kind", "lineage", "plan", "providers", "salt",
    "serial", "time", "user",
  ]

  fileprivate func writeFields(to writer: inout ObjectWriter) {
    writer.text("apply", apply)
    writer.text("command", changeSet.command)
    writer.optionalText("commit", changeSet.commit)
    writer.text("environment", environment)
    writer.text("kind", "begin")
    writer.text("lineage", lineage)
    writer.text("plan", changeSet.plan)
    writer.list("providers", changeSet.providers) { writer, provider in
      ProviderLine.write(provider, to: &writer)
    }
    writer.text("salt", salt)
    writer.number("serial", serial)
    writer.number("time", changeSet.time)
    writer.text("user", changeSet.user)
  }

  fileprivate init(reading value: Datum) throws(Malformed) {
    let object = try ObjectReader(value, known: Self.known)
    var providers: [ProviderConfiguration] = []
    for item in try object.list("providers") { providers.append(try ProviderLine.read(item)) }
    self.init(
      apply: try object.text("apply"), environment: try object.text("environment"),
      lineage: try object.text("lineage"), serial: try object.number("serial"),
      salt: try object.text("salt"),
      changeSet: ChangeSet(
        plan: try object.text("plan"), command: try object.text("command"),
        user: try object.text("user"), commit: try object.optionalText("commit"),
        time: try object.number("time"), providers: providers))
  }
}

extension JournalRecord.Intent {
  fileprivate init(reading value: Datum) throws(Malformed) {
    let object = try ObjectReader(value, known: ["kind", "operation", "resource", "step"])
    let word = try object.text("operation")
    guard let operation = Operation(rawValue: word) else {
      throw Malformed("\"\(word)\" is no operation")
    }
    self.init(
      step: try object.number("step"), operation: operation,
      resource: try ResourceLine.read(try object.value("resource")))
  }
}

extension JournalRecord.Outcome {
  private static let known: KnownNames = [
    "address", "from", "instance", "kind", "message", "resource", "result", "step",
  ]

  fileprivate func writeFields(to writer: inout ObjectWriter) {
    writer.text("address", address.text)
    if case .moved(let from, _) = result { writer.text("from", from.text) }
    if case .deposedRemoved(let instance) = result { writer.text("instance", instance.text) }
    writer.text("kind", "outcome")
    if case .failed(let message) = result { writer.text("message", message) }
    switch result {
    case .done(let resource), .moved(_, let resource):
      writer.name("resource")
      ResourceLine.write(resource, to: &writer)
    case .removed, .forgotten, .deposedRemoved, .failed: break
    }
    writer.text("result", word)
    writer.number("step", step)
  }

  private var word: String {
    switch result {
    case .done: "done"
    case .moved: "moved"
    case .removed: "removed"
    case .forgotten: "forgotten"
    case .deposedRemoved: "deposed-removed"
    case .failed: "failed"
    }
  }

  fileprivate init(reading value: Datum) throws(Malformed) {
    let object = try ObjectReader(value, known: Self.known)
    let result: JournalRecord.Result
    let word = try object.text("result")
    switch word {
    case "done": result = .done(try ResourceLine.read(try object.value("resource")))
    case "moved":
      result = .moved(
        from: try object.address("from"), try ResourceLine.read(try object.value("resource")))
    case "removed": result = .removed
    case "forgotten": result = .forgotten
    case "deposed-removed":
      result = .deposedRemoved(InstanceID(try object.text("instance")))
    case "failed": result = .failed(try object.text("message"))
    default: throw Malformed("\"\(word)\" is no result")
    }
    self.init(
      step: try object.number("step"), address: try object.address("address"), result: result)
  }
}
