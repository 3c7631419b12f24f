import Synchronization

/// The bytes of a request's body on their way from whoever makes them to libcurl.
///
/// A source starts when libcurl first asks, and waits while more than the window lies unsent.
final class UploadBuffer: Sendable {
  /// What libcurl gets when it asks for bytes.
  enum Supply {
    case bytes(Int)
    /// None yet; `onData` is called when there are.
    case pause
    case end
    case abort
  }

  /// Bytes that a source may be ahead of the connection.
  static let window = 256 << 10

  fileprivate struct State {
    var pending: [UInt8] = []
    var offset = 0
    var sent = 0
    var isComplete = false
    var isClosed = false
    var isStarved = false
    var failure: String?
    var source: HTTPBodySource?
    var task: Task<Void, Never>?
    var onData: (@Sendable () -> Void)?
    var writer: CheckedContinuation<Void, Never>?
  }

  /// The length promised to the server, in bytes; `nil` sends chunks.
  let length: Int?
  /// The source works at the priority of the task that sends, not at that of the driver's thread.
  private let priority = Task.currentPriority
  private let state: Mutex<State>

  /// The buffer for a body, or `nil` when there is none to send.
  init?(_ body: HTTPBody) {
    var initial = State()
    switch body {
    case .none: return nil
    case .bytes(let bytes, _):
      initial.pending = bytes
      initial.isComplete = true
    case .source(let source, _, _):
      initial.source = source
    }
    length = body.length
    state = Mutex(initial)
  }

  /// Sets who is told that a starved transfer can go on.
  func onData(_ call: @escaping @Sendable () -> Void) {
    state.withLock { $0.onData = call }
  }

  /// Why the source failed, if it did.
  var failure: String? { state.withLock { $0.failure } }

  /// Fills libcurl's memory with the next bytes.
  func read(into memory: UnsafeMutableRawBufferPointer) -> Supply {
    var source: HTTPBodySource?
    var writer: CheckedContinuation<Void, Never>?
    let supply: Supply = state.withLock { state in
      source = state.source
      state.source = nil
      if state.isClosed || state.failure != nil { return .abort }
      let count = min(memory.count, state.pending.count - state.offset)
      guard count > 0 else { return state.supplyWithoutBytes(promised: length) }
      state.pending.withUnsafeBytes { bytes in
        memory.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[state.offset...].prefix(count)))
      }
      state.offset += count
      state.sent += count
      if state.offset == state.pending.count {
        state.pending = []
        state.offset = 0
      }
      writer = state.writerWithRoom()
      return .bytes(count)
    }
    writer?.resume()
    if let source { start(source) }
    return supply
  }

  /// Lets the source go: what it writes from now on is refused.
  func close() {
    let (writer, task) = state.withLock { state in
      defer {
        state.writer = nil
        state.task = nil
        state.onData = nil
        state.source = nil
        state.pending = []
        state.offset = 0
      }
      state.isClosed = true
      return (state.writer, state.task)
    }
    task?.cancel()
    writer?.resume()
  }

  private func start(_ source: HTTPBodySource) {
    let task = Task.detached(priority: priority) { [weak self] in
      do {
        try await source.produce { [weak self] bytes in
          guard let self else { throw CancellationError() }
          try await self.write(bytes)
        }
        self?.complete(failure: nil)
      } catch {
        self?.complete(failure: "\(error)")
      }
    }
    let isTooLate = state.withLock { state in
      if !state.isClosed { state.task = task }
      return state.isClosed
    }
    if isTooLate { task.cancel() }
  }

  private func write(_ bytes: [UInt8]) async throws {
    try Task.checkCancellation()
    let onData: (@Sendable () -> Void)? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.pending += bytes
      return state.endStarvation()
    }
    onData?()
    await withCheckedContinuation { continuation in
      let mayGoOn = state.withLock { state in
        if state.isClosed || state.unsent < Self.window || state.writer != nil { return true }
        state.writer = continuation
        return false
      }
      if mayGoOn { continuation.resume() }
    }
    if state.withLock({ $0.isClosed }) { throw CancellationError() }
  }

  private func complete(failure: String?) {
    let onData = state.withLock { state in
      state.isComplete = true
      state.failure = failure
      return state.endStarvation()
    }
    onData?()
  }
}

extension UploadBuffer.State {
  var unsent: Int { pending.count - offset }

  fileprivate mutating func supplyWithoutBytes(promised length: Int?) -> UploadBuffer.Supply {
    guard isComplete else {
      isStarved = true
      return .pause
    }
    if let length, sent != length {
      failure = "the body has \(sent) bytes where \(length) were promised"
      return .abort
    }
    return .end
  }

  fileprivate mutating func writerWithRoom() -> CheckedContinuation<Void, Never>? {
    guard unsent < UploadBuffer.window else { return nil }
    defer { writer = nil }
    return writer
  }

  fileprivate mutating func endStarvation() -> (@Sendable () -> Void)? {
    guard isStarved, !isClosed else { return nil }
    isStarved = false
    return onData
  }
}
