import CCurl

/// Sets the options of one easy handle and remembers the first that libcurl refused.
struct EasyOptions {
  let easy: UnsafeMutableRawPointer
  private(set) var failure = CURLE_OK

  init(easy: UnsafeMutableRawPointer) {
    self.easy = easy
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    note(infra_easy_set_long(easy, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: Bool) {
    note(infra_easy_set_long(easy, option, value ? 1 : 0))
  }

  mutating func set(_ option: CURLoption, _ value: String) {
    note(infra_easy_set_string(easy, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
    note(infra_easy_set_pointer(easy, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: infra_data_callback) {
    note(infra_easy_set_data_callback(easy, option, value))
  }

  mutating func setRequestCallback(_ value: infra_request_callback) {
    note(infra_easy_set_request_callback(easy, value))
  }

  private mutating func note(_ result: CURLcode) {
    if failure == CURLE_OK { failure = result }
  }
}

extension EasyOptions {
  /// Where to connect, and how.
  mutating func set(_ endpoint: HTTPEndpoint) {
    set(CURLOPT_NOSIGNAL, true)
    set(CURLOPT_URL, endpoint.baseURL)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    // One connection a transfer: pausing one must not hold up others, as it would with HTTP/2.
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    set(CURLOPT_FOLLOWLOCATION, false)
    set(CURLOPT_NOPROXY, "*")
    set(CURLOPT_TCP_KEEPALIVE, true)
    switch endpoint {
    case .unix(let path): set(CURLOPT_UNIX_SOCKET_PATH, path)
    case .tcp: break
    case .tls(_, _, let options): set(options)
    }
  }

  private mutating func set(_ tls: TLSOptions) {
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    set(CURLOPT_SSL_VERIFYPEER, tls.verify)
    // 2: the certificate has to name the host (`CURLOPT_SSL_VERIFYHOST`).
    set(CURLOPT_SSL_VERIFYHOST, tls.verify ? 2 : 0)
    if let file = tls.caFile { set(CURLOPT_CAINFO, file) }
    if let file = tls.certificateFile { set(CURLOPT_SSLCERT, file) }
    if let file = tls.keyFile ?? tls.certificateFile { set(CURLOPT_SSLKEY, file) }
  }

  /// What to send: verb, target, and the body's framing.
  mutating func set(_ request: HTTPRequest) {
    // The target goes on the wire as it is, past libcurl's URL parser.
    set(CURLOPT_REQUEST_TARGET, request.target)
    set(CURLOPT_PATH_AS_IS, true)
    set(CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.milliseconds)
    switch (request.body, request.method) {
    case (.none, .get): set(CURLOPT_HTTPGET, true)
    case (.none, .head): set(CURLOPT_NOBODY, true)
    case (.none, .delete): break
    default:
      set(CURLOPT_POST, true)
      // -1 says that the length is not known, so that libcurl sends chunks.
      let length = curl_off_t(request.body.length ?? -1)
      note(infra_easy_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, length))
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  /// The header lines; the caller frees the list after the handle.
  mutating func set(headersOf request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
    // An empty value takes out what libcurl would add: waiting for `100 Continue`, and a content
    // type of web forms.
    var lines = ["Expect:"]
    for header in request.headers {
      // libcurl's way to write a header without a value is a semicolon.
      lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      let type = request.body.contentType ?? ""
      lines.append(type.isEmpty ? "Content-Type:" : "Content-Type: \(type)")
    }
    if request.body.length == nil { lines.append("Transfer-Encoding: chunked") }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        note(CURLE_OUT_OF_MEMORY)
        break
      }
      list = longer
    }
    note(infra_easy_set_headers(easy, list))
    return list
  }
}
