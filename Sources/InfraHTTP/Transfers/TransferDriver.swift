import CCurl

/// What a driver needs to know of its client.
struct DriverSettings: Sendable {
  let endpoint: HTTPEndpoint
  let connectionsMax: Int
  let log: HTTPLog?
}

/// Drives all transfers of one client on one thread: takes commands, lets libcurl work, hands ends
/// over, keeps the times that libcurl does not.
final class TransferDriver {
  private let mailbox: Mailbox
  private let settings: DriverSettings
  private let multi: UnsafeMutableRawPointer
  private var active: [ObjectIdentifier: Transfer] = [:]
  private var line = WaitingLine()
  /// No deadline lies before this, so none has to be looked at.
  private var nextDeadline: ContinuousClock.Instant?

  /// libcurl's own start, once a process.
  private static let isCurlReady = infra_curl_global_init() == CURLE_OK

  /// The thread's whole work, until the mailbox closes.
  static func run(mailbox: Mailbox) {
    guard isCurlReady, let multi = curl_multi_init() else {
      for case .start(let exchange) in mailbox.detach() {
        exchange.fail(exchange.error(.connect, "libcurl could not start"))
      }
      return
    }
    TransferDriver(mailbox: mailbox, multi: multi).run()
  }

  private init(mailbox: Mailbox, multi: UnsafeMutableRawPointer) {
    self.mailbox = mailbox
    self.settings = mailbox.settings
    self.multi = multi
    let connections = mailbox.settings.connectionsMax
    infra_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
    infra_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
    mailbox.attach(WakeableMulti(handle: multi))
  }

  private func run() {
    while let commands = mailbox.take() {
      commands.forEach(handle)
      startWaiting()
      work()
      collectEnded()
      enforceDeadlines()
      // A transfer that ended made room for one in line: no time to sleep.
      if line.isEmpty || active.count >= settings.connectionsMax { wait() }
    }
    shutDown()
  }

  private func handle(_ command: DriverCommand) {
    switch command {
    case .start(let exchange):
      line.append(exchange)
      if let total = exchange.request.timeouts.total { expect(exchange.submitted + total) }
    case .cancel(let exchange):
      if let transfer = active[ObjectIdentifier(exchange)] { end(transfer) }
    case .resumeReceiving(let exchange):
      active[ObjectIdentifier(exchange)].map { resume($0, $0.resumeReceiving) }
    case .resumeSending(let exchange):
      active[ObjectIdentifier(exchange)].map { resume($0, $0.resumeSending) }
    }
  }

  private func resume(_ transfer: Transfer, _ go: () -> Void) {
    go()
    if let idle = transfer.exchange.request.timeouts.idle { expect(.now + idle) }
  }

  private func startWaiting() {
    while active.count < settings.connectionsMax, let exchange = line.popFirst() {
      // It was cancelled, or ran out of time, while it stood in line.
      guard !exchange.isEnded else {
        report(exchange, sent: 0, received: 0)
        continue
      }
      do {
        let transfer = try Transfer(exchange, endpoint: settings.endpoint)
        active[ObjectIdentifier(exchange)] = transfer
        curl_multi_add_handle(multi, transfer.easy)
        if let idle = exchange.request.timeouts.idle { expect(.now + idle) }
      } catch {
        exchange.fail(error)
        report(exchange, sent: 0, received: 0)
      }
    }
  }

  private func work() {
    var running: Int32 = 0
    let result = curl_multi_perform(multi, &running)
    if result != CURLM_OK { failAll(String(cString: curl_multi_strerror(result))) }
  }

  private func collectEnded() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let transfer = Transfer.of(easy)
      else { continue }
      let result = infra_message_result(message)
      if result == CURLE_OK {
        transfer.exchange.succeed()
      } else {
        transfer.exchange.fail(transfer.error(result))
      }
      end(transfer)
    }
  }

  /// Takes a transfer out; a connection in the middle of a response is closed by libcurl.
  private func end(_ transfer: Transfer) {
    let bytes = transfer.bytes
    curl_multi_remove_handle(multi, transfer.easy)
    active[ObjectIdentifier(transfer.exchange)] = nil
    report(transfer.exchange, sent: bytes.sent, received: bytes.received)
  }

  private func report(_ exchange: Exchange, sent: Int, received: Int) {
    guard let log = settings.log else { return }
    let (status, failure) = exchange.outcome
    log(
      HTTPLogEntry(
        method: exchange.request.method,
        target: HTTPLogEntry.withoutValues(exchange.request.target), status: status,
        failure: failure, duration: .now - exchange.submitted, bytesSent: sent,
        bytesReceived: received))
  }

  private func wait() {
    var milliseconds = 60_000
    if let nextDeadline {
      milliseconds = min(milliseconds, max(0, (nextDeadline - .now).milliseconds))
    }
    // libcurl waits less long by itself when one of its own times is due.
    curl_multi_poll(multi, nil, 0, Int32(milliseconds), nil)
  }

  private func failAll(_ reason: String) {
    for transfer in active.values {
      transfer.exchange.fail(transfer.exchange.error(.protocol, reason))
      end(transfer)
    }
  }

  private func shutDown() {
    for case .start(let exchange) in mailbox.detach() { line.append(exchange) }
    while let exchange = line.popFirst() { giveUp(exchange) }
    for transfer in active.values {
      giveUp(transfer.exchange)
      end(transfer)
    }
    curl_multi_cleanup(multi)
  }

  private func giveUp(_ exchange: Exchange) {
    exchange.fail(exchange.error(.cancelled, "the client was closed"))
  }
}

// MARK: - Times

extension TransferDriver {
  private func expect(_ deadline: ContinuousClock.Instant) {
    nextDeadline = min(nextDeadline ?? deadline, deadline)
  }

  /// Ends what ran out of time. Bytes only move deadlines back, so it is enough to look again when
  /// the earliest one known is reached.
  private func enforceDeadlines() {
    let now = ContinuousClock.now
    guard let due = nextDeadline, due <= now else { return }
    nextDeadline = nil
    for exchange in line { checkTotal(of: exchange, now, "no connection was free in that time") }
    for transfer in Array(active.values) {
      let exchange = transfer.exchange
      checkTotal(of: exchange, now, "no end of the response in that time")
      if let idle = exchange.request.timeouts.idle, !transfer.waitsForCaller {
        let deadline = (transfer.lastActivity ?? now) + idle
        if deadline <= now {
          exchange.fail(exchange.error(.timeout(.idle), "no byte for \(idle)"))
        } else {
          expect(deadline)
        }
      }
      if exchange.isEnded { end(transfer) }
    }
  }

  private func checkTotal(of exchange: Exchange, _ now: ContinuousClock.Instant, _ why: String) {
    guard let total = exchange.request.timeouts.total, !exchange.isEnded else { return }
    let deadline = exchange.submitted + total
    if deadline <= now {
      exchange.fail(exchange.error(.timeout(.total), "\(total) are over: \(why)"))
    } else {
      expect(deadline)
    }
  }
}

/// Exchanges that wait for a free connection, first come first served.
struct WaitingLine: Sequence {
  private var exchanges: [Exchange] = []
  private var first = 0

  var isEmpty: Bool { first == exchanges.count }

  mutating func append(_ exchange: Exchange) { exchanges.append(exchange) }

  mutating func popFirst() -> Exchange? {
    guard !isEmpty else { return nil }
    defer {
      first += 1
      // Half of it is behind: moving the rest now costs a constant time a request.
      if first * 2 >= exchanges.count {
        exchanges.removeFirst(first)
        first = 0
      }
    }
    return exchanges[first]
  }

  func makeIterator() -> ArraySlice<Exchange>.Iterator { exchanges[first...].makeIterator() }
}
