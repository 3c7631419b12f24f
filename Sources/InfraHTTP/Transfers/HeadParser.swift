/// Puts a response's head together from the lines that libcurl hands over one by one.
struct HeadParser {
  private var status: Int?
  private var headers = HTTPHeaders()
  /// Set once the final head is there, so that trailers are not taken for another.
  private var isComplete = false

  /// Takes one line in; returns the head at the blank line that ends it. Informational responses
  /// (1xx) are passed over.
  mutating func feed(_ bytes: UnsafeRawBufferPointer) -> HTTPHead? {
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      headers = HTTPHeaders()
      isComplete = false
      return nil
    }
    guard !isComplete else { return nil }
    let text = line.trimmingHTTPSpace
    if text.isEmpty {
      guard let status, status >= 200 else { return nil }
      isComplete = true
      return HTTPHead(status: status, headers: headers)
    }
    if line.first == " " || line.first == "\t" {
      headers.extendLast(with: String(text))
    } else if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...].trimmingHTTPSpace
      headers.append(HTTPHeader(String(text[..<colon].trimmingHTTPSpace), String(value)))
    }
    return nil
  }
}

extension StringProtocol {
  fileprivate var trimmingHTTPSpace: SubSequence {
    let isSpace = { (character: Character) in
      character == " " || character == "\t" || character == "\r" || character == "\n"
        || character == "\r\n"
    }
    let tail = drop(while: isSpace)
    guard let last = tail.lastIndex(where: { !isSpace($0) }) else { return tail }
    return tail[...last]
  }
}
