import CCurl

/// One libcurl easy handle at work. It lives on the driver's thread alone, and is freed with its
/// last reference, which the driver lets go of after the handle left the multi handle.
final class Transfer {
  let exchange: Exchange
  let easy: UnsafeMutableRawPointer
  private let endpoint: HTTPEndpoint
  private let message: UnsafeMutablePointer<CChar>
  private var headerLines: UnsafeMutablePointer<curl_slist>?
  private var head = HeadParser()

  /// When a byte last moved; `nil` while it connects.
  private(set) var lastActivity: ContinuousClock.Instant?
  private var isSendingPaused = false
  private var isReceivingPaused = false
  private var attempts = 0

  /// Prepares the handle for a request.
  init(_ exchange: Exchange, endpoint: HTTPEndpoint) throws(HTTPError) {
    guard let easy = curl_easy_init() else {
      throw exchange.error(.connect, "libcurl has no memory for another transfer")
    }
    self.exchange = exchange
    self.easy = easy
    self.endpoint = endpoint
    self.message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    var options = EasyOptions(easy: easy)
    options.set(endpoint)
    options.set(exchange.request)
    headerLines = options.set(headersOf: exchange.request)
    options.set(CURLOPT_ERRORBUFFER, message)
    install(&options)
    if options.failure != CURLE_OK {
      let reason = String(cString: curl_easy_strerror(options.failure))
      throw exchange.error(.invalidRequest, "libcurl refused an option: \(reason)")
    }
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headerLines)
    message.deallocate()
  }

  /// The transfer behind an easy handle that the driver added.
  static func of(_ easy: UnsafeMutableRawPointer) -> Transfer? {
    var context: UnsafeMutableRawPointer?
    infra_easy_get_pointer(easy, &context)
    return context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Whether it stands still because of the caller, not of the server.
  var waitsForCaller: Bool { isSendingPaused || isReceivingPaused }

  /// The error for libcurl's result.
  func error(_ result: CURLcode) -> HTTPError {
    if let failure = exchange.upload?.failure { return exchange.error(.bodySource, failure) }
    var systemError = 0
    infra_easy_get_long(easy, CURLINFO_OS_ERRNO, &systemError)
    let text = String(cString: message)
    let kind = CurlFailure.kind(of: result, message: text)
    var detail = CurlFailure.detail(
      of: result, at: endpoint, message: text, systemError: systemError)
    if kind == .closed, mayBeRefusedCertificate {
      detail += " (so does a server that refuses the client's certificate)"
    }
    return exchange.error(kind, detail)
  }

  /// With TLS 1.3 a refusal comes after the request left, and its alert is lost when the server
  /// closes with the request unread (RFC 8446, section 4.4.2.4; RFC 9293, section 3.6.1).
  private var mayBeRefusedCertificate: Bool {
    guard case .tls = endpoint else { return false }
    var connections = 0
    infra_easy_get_long(easy, CURLINFO_NUM_CONNECTS, &connections)
    return connections > 0 && exchange.outcome.status == nil
  }

  /// Bytes of body sent and received.
  var bytes: (sent: Int, received: Int) {
    var sent: curl_off_t = 0
    var received: curl_off_t = 0
    infra_easy_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &sent)
    infra_easy_get_offset(easy, CURLINFO_SIZE_DOWNLOAD_T, &received)
    return (Int(sent), Int(received))
  }
}

// MARK: - What libcurl calls

extension Transfer {
  private func install(_ options: inout EasyOptions) {
    // Unretained is safe: the driver holds the transfer until the handle left the multi handle, and
    // libcurl calls nothing after that.
    let context = Unmanaged.passUnretained(self).toOpaque()
    options.set(CURLOPT_PRIVATE, context)
    options.set(CURLOPT_WRITEDATA, context)
    options.set(CURLOPT_HEADERDATA, context)
    options.set(CURLOPT_READDATA, context)
    options.set(CURLOPT_PREREQDATA, context)
    options.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      Transfer.called(context)?.received(UnsafeRawBufferPointer(start: bytes, count: count)) ?? 0
    }
    options.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Transfer.called(context)?.receivedHeader(line) ?? 0
    }
    options.set(CURLOPT_READFUNCTION) { bytes, size, count, context in
      let memory = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
      return Transfer.called(context)?.supply(memory) ?? Int(CURL_READFUNC_ABORT)
    }
    options.setRequestCallback { context, _, _, _, _ in
      Transfer.called(context)?.isAboutToSend() ?? CURL_PREREQFUNC_ABORT
    }
  }

  private static func called(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// The connection stands. libcurl gets here a second time when a kept connection died without an
  /// answer: then the server may have acted already, and only a safe request goes out again.
  private func isAboutToSend() -> Int32 {
    lastActivity = .now
    attempts += 1
    exchange.noteSent()
    let mayRepeat = exchange.request.method.isSafe && exchange.upload == nil
    return attempts == 1 || mayRepeat ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
  }

  private func receivedHeader(_ line: UnsafeRawBufferPointer) -> Int {
    lastActivity = .now
    if let head = head.feed(line) {
      exchange.receive(head)
      // libcurl stops sending at such a status, but waits for an upload that stands paused
      // (`Curl_done_sending` in 7.88 leaves the pause): without this the answer never ends.
      if head.status >= 300, isSendingPaused { exchange.resumeSending() }
    }
    return line.count
  }

  private func received(_ bytes: UnsafeRawBufferPointer) -> Int {
    lastActivity = .now
    switch exchange.receive(bytes) {
    case .taken: return bytes.count
    case .abort: return 0
    case .pause:
      isReceivingPaused = true
      return Int(CURL_WRITEFUNC_PAUSE)
    }
  }

  private func supply(_ memory: UnsafeMutableRawBufferPointer) -> Int {
    lastActivity = .now
    switch exchange.upload?.read(into: memory) ?? .end {
    case .bytes(let count): return count
    case .end: return 0
    case .abort: return Int(CURL_READFUNC_ABORT)
    case .pause:
      isSendingPaused = true
      return Int(CURL_READFUNC_PAUSE)
    }
  }

  func resumeReceiving() {
    isReceivingPaused = false
    unpause()
  }

  func resumeSending() {
    isSendingPaused = false
    unpause()
  }

  private func unpause() {
    lastActivity = .now
    // The mask names what stays paused. libcurl may call back at once with bytes it kept.
    let mask =
      (isSendingPaused ? CURLPAUSE_SEND : 0) | (isReceivingPaused ? CURLPAUSE_RECV : 0)
    curl_easy_pause(easy, mask)
  }
}
