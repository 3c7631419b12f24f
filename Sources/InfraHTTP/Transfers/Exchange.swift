import Synchronization

/// One request and what has come back: shared by the task that waits and the driver that works.
final class Exchange: Sendable {
  /// How the body reaches the caller.
  enum Delivery: Sendable {
    /// Gathered, up to so many bytes.
    case whole(limit: Int)
    /// Taken bit by bit; what nobody takes holds the transfer up.
    case stream
  }

  /// What the driver does with bytes it offered.
  enum Reception {
    case taken
    case pause
    case abort
  }

  /// Bytes of body that wait for a slow reader before the transfer pauses.
  static let window = 256 << 10

  let request: HTTPRequest
  let delivery: Delivery
  let upload: UploadBuffer?
  let submitted = ContinuousClock.now
  private let mailbox: Mailbox
  private let state = Mutex(State())

  fileprivate struct State {
    var head: HTTPHead?
    var body: [UInt8] = []
    var end: Result<Void, HTTPError>?
    var wasSent = false
    var isPaused = false
    var waiter: Waiter?
  }

  fileprivate struct Waiter {
    let stage: Stage
    let continuation: CheckedContinuation<Bool, Never>
  }

  fileprivate enum Stage { case head, data, end }

  init(request: HTTPRequest, delivery: Delivery, mailbox: Mailbox) {
    self.request = request
    self.delivery = delivery
    self.mailbox = mailbox
    self.upload = UploadBuffer(request.body)
    upload?.onData { [weak self] in
      self?.resumeSending()
    }
  }

  /// Which of the endpoint's errors this is; safe to retry as long as nothing was sent.
  func error(_ kind: HTTPError.Kind, _ detail: String) -> HTTPError {
    let wasSent = state.withLock { $0.wasSent }
    return HTTPError(
      kind: kind, detail: detail, endpoint: mailbox.settings.endpoint.description,
      isSafeToRetry: !wasSent)
  }
}

// MARK: - The caller's side

extension Exchange {
  /// Waits for the end and returns the whole.
  func response() async throws(HTTPError) -> HTTPResponse {
    try await waitUntil(.end)
    let (head, body, end) = state.withLock { state in
      defer { state.body = [] }
      return (state.head, state.body, state.end)
    }
    try end?.get()
    guard let head else { throw error(.protocol, "the server sent no status line") }
    return HTTPResponse(status: head.status, headers: head.headers, body: body)
  }

  /// Waits for the status and the headers.
  func head() async throws(HTTPError) -> HTTPHead {
    try await waitUntil(.head)
    let (head, end) = state.withLock { ($0.head, $0.end) }
    if let head { return head }
    try end?.get()
    throw error(.protocol, "the server sent no status line")
  }

  /// Waits for bytes of the body; `nil` after the last. Bytes that came before a failure come
  /// first.
  func chunk() async throws(HTTPError) -> [UInt8]? {
    try await waitUntil(.data)
    let (chunk, end, wasPaused) = state.withLock { state in
      defer {
        state.body = []
        state.isPaused = false
      }
      return (state.body, state.end, state.isPaused)
    }
    if wasPaused { mailbox.post(.resumeReceiving(self)) }
    if !chunk.isEmpty { return chunk }
    try end?.get()
    return nil
  }

  /// Ends the exchange now; the driver closes the connection as soon as it hears of it.
  func cancel() {
    if fail(error(.cancelled, "the caller gave it up")) { mailbox.post(.cancel(self)) }
  }

  private func waitUntil(_ stage: Stage) async throws(HTTPError) {
    let isAlone = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if state.isReady(for: stage) { return true }
          guard state.waiter == nil else { return false }
          state.waiter = Waiter(stage: stage, continuation: continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      cancel()
    }
    if !isAlone { throw error(.invalidRequest, "two tasks read the same response at once") }
  }
}

// MARK: - The driver's side

extension Exchange {
  /// Whether the caller already has all it will get, as after a cancellation.
  var isEnded: Bool { state.withLock { $0.end != nil } }

  /// The status, if one came, and the failure, if it ended so.
  var outcome: (status: Int?, failure: HTTPError.Kind?) {
    state.withLock { state in
      guard case .failure(let error) = state.end else { return (state.head?.status, nil) }
      return (state.head?.status, error.kind)
    }
  }

  /// Has the driver go on with a paused upload once libcurl's present call is over.
  func resumeSending() {
    mailbox.post(.resumeSending(self))
  }

  /// From now on the server may have seen the request.
  func noteSent() {
    state.withLock { $0.wasSent = true }
  }

  func receive(_ head: HTTPHead) {
    update { $0.head = head }
  }

  /// Takes body bytes in, or says why not.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Reception {
    var reception = Reception.taken
    update { state in
      guard state.end == nil else {
        reception = .abort
        return
      }
      switch delivery {
      case .stream:
        guard state.body.count < Self.window else {
          state.isPaused = true
          reception = .pause
          return
        }
      case .whole(let limit):
        guard state.body.count + bytes.count <= limit else {
          state.end = .failure(
            HTTPError(
              kind: .bodyTooLarge, detail: "the body is larger than \(limit) bytes",
              endpoint: mailbox.settings.endpoint.description, isSafeToRetry: false))
          state.body = []
          reception = .abort
          return
        }
      }
      state.body.append(contentsOf: bytes)
    }
    return reception
  }

  /// The response is there to its last byte.
  func succeed() {
    upload?.close()
    update { state in
      if state.end == nil { state.end = .success(()) }
    }
  }

  /// Ends it with an error unless it already ended; says whether it did.
  @discardableResult
  func fail(_ error: HTTPError) -> Bool {
    upload?.close()
    var isFirst = false
    update { state in
      guard state.end == nil else { return }
      state.end = .failure(error)
      isFirst = true
    }
    return isFirst
  }

  private func update(_ change: (inout State) -> Void) {
    let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
      change(&state)
      guard let waiter = state.waiter, state.isReady(for: waiter.stage) else { return nil }
      state.waiter = nil
      return waiter.continuation
    }
    continuation?.resume(returning: true)
  }
}

extension Exchange.State {
  fileprivate func isReady(for stage: Exchange.Stage) -> Bool {
    if end != nil { return true }
    return switch stage {
    case .head: head != nil
    case .data: !body.isEmpty
    case .end: false
    }
  }
}
