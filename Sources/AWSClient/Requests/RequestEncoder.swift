import InfraHTTP
import InfraModel

/// Turns a call into a request that is not signed yet.
enum RequestEncoder {
  /// A request's parts.
  struct Encoded: Sendable {
    var method: HTTPMethod
    /// Path and query, percent-encoded.
    var target: String
    var headers: [HTTPHeader]
    var contentType: String?
    var body: [UInt8]
  }

  static func encode(_ call: AWSCall, prefix: String) -> Encoded {
    switch call.service.speaks {
    case .query, .ec2Query:
      return Encoded(
        method: .post, target: prefix + "/", headers: call.headers,
        contentType: "application/x-www-form-urlencoded; charset=utf-8",
        body: QueryForm.body(
          action: call.operation, version: call.service.version, call.input,
          isEC2: call.service.speaks == .ec2Query))
    case .json(let version, let target):
      return Encoded(
        method: .post, target: prefix + "/",
        headers: [HTTPHeader("X-Amz-Target", "\(target).\(call.operation)")] + call.headers,
        contentType: "application/x-amz-json-\(version)", body: JSONWriter.bytes(call.input))
    case .restJSON: return rest(call, prefix, namespace: "", contentType: "application/json")
    case .restXML(let namespace):
      return rest(call, prefix, namespace: namespace, contentType: "application/xml")
    }
  }

  private static func rest(
    _ call: AWSCall, _ prefix: String, namespace: String, contentType: String
  ) -> Encoded {
    var left = call.input.object ?? Fields()
    let target = target(call, &left)
    var encoded = Encoded(
      method: call.method, target: prefix + target, headers: call.headers, contentType: nil,
      body: [])
    switch call.body {
    case .none: break
    case .input:
      guard !left.isEmpty else { break }
      encoded.body = JSONWriter.bytes(.object(left))
      encoded.contentType = contentType
    case .xml(let root, let content):
      encoded.body = XMLWriter.document(root, content, namespace: namespace)
      encoded.contentType = contentType
    case .bytes(let bytes, let type):
      encoded.body = bytes
      encoded.contentType = type
    }
    return encoded
  }

  /// Path and query of a REST operation, the names in braces taken from the input; a parameter of
  /// the query that the input does not have is left out.
  private static func target(_ call: AWSCall, _ left: inout Fields) -> String {
    let parts = call.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = ""
    var rest = parts[0]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      path += rest[..<open]
      var name = String(rest[rest.index(after: open)..<close])
      let isGreedy = name.hasSuffix("+")
      if isGreedy { name.removeLast() }
      path += PercentEncoding.encode(
        left[name]?.scalarText ?? "", keepingSlashes: isGreedy)
      left[name] = nil
      rest = rest[rest.index(after: close)...]
    }
    path += rest
    var query: [String] = []
    for parameter in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      guard let open = parameter.firstIndex(of: "{"), parameter.hasSuffix("}") else {
        query.append(String(parameter))
        continue
      }
      let name = String(parameter[parameter.index(after: open)...].dropLast())
      let value = left[name]
      left[name] = nil
      for text in (value?.list ?? [value ?? .null]).compactMap(\.scalarText) {
        query.append(parameter[..<open] + PercentEncoding.encode(text))
      }
    }
    query += call.query.map {
      "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))"
    }
    return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
  }
}
