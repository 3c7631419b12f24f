import InfraCrypto
import InfraHTTP

/// Signs requests by Signature Version 4, in their headers.
///
/// What is signed: every header given, the host, the time, the digest of the body and the session
/// token. https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
struct RequestSigner {
  let credentials: AWSCredentials
  let region: String
  /// The service as signatures name it.
  let service: String
  /// Whether the path is signed as it stands: S3 alone does so, for the others every segment is
  /// encoded once more.
  let keepsPath: Bool

  /// The headers of a request together with those that sign it.
  ///
  /// - Parameters:
  ///   - target: Path and query, percent-encoded.
  ///   - headers: The headers so far, `Host` among them.
  ///   - time: Seconds since 1970, in UTC.
  func headers(
    method: String, target: String, headers: [HTTPHeader], body: [UInt8], time: Int
  ) throws(CryptoError) -> [HTTPHeader] {
    let stamp = UTCTime(time).stamp
    let digest = try SHA256.hash(body).hex
    var signed = headers
    signed.append(HTTPHeader("X-Amz-Date", stamp))
    signed.append(HTTPHeader("X-Amz-Content-Sha256", digest))
    if let token = credentials.sessionToken {
      signed.append(HTTPHeader("X-Amz-Security-Token", token.text))
    }
    let names = Self.canonical(signed)
    let list = names.map(\.name).joined(separator: ";")
    let request = [
      method, canonicalPath(target), Self.canonicalQuery(target),
      names.map { "\($0.name):\($0.value)\n" }.joined(), list, digest,
    ].joined(separator: "\n")
    let scope = "\(stamp.prefix(8))/\(region)/\(service)/aws4_request"
    let text = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(try SHA256.hash(request).hex)"
    let signature = try HMAC.sha256(key: try key(day: String(stamp.prefix(8))), data: text).hex
    signed.append(
      HTTPHeader(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), "
          + "SignedHeaders=\(list), Signature=\(signature)"))
    return signed
  }

  private func key(day: String) throws(CryptoError) -> Digest {
    let first = SecretBytes(Array("AWS4".utf8) + credentials.secretKey.bytes.reveal())
    let daily = try HMAC.sha256(key: first, data: day)
    let regional = try HMAC.sha256(key: daily, data: region)
    let own = try HMAC.sha256(key: regional, data: service)
    return try HMAC.sha256(key: own, data: "aws4_request")
  }

  /// The headers by lower-case name, sorted, runs of blanks made one, repeated ones joined.
  private static func canonical(_ headers: [HTTPHeader]) -> [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for header in headers {
      let words = header.value.split(separator: " ", omittingEmptySubsequences: true)
      values[header.name.lowercased(), default: []].append(words.joined(separator: " "))
    }
    return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: ",")) }
  }

  private func canonicalPath(_ target: String) -> String {
    let path = String(target.prefix { $0 != "?" })
    if keepsPath { return path.isEmpty ? "/" : path }
    return PercentEncoding.encode(Self.normalized(path), keepingSlashes: true)
  }

  /// A path without empty, `.` and `..` segments.
  private static func normalized(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/", omittingEmptySubsequences: true) where segment != "."
    {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let end = path.hasSuffix("/") && !segments.isEmpty ? "/" : ""
    return "/" + segments.joined(separator: "/") + end
  }

  /// The query's parameters sorted by name, then by value, each with `=`.
  private static func canonicalQuery(_ target: String) -> String {
    guard let mark = target.firstIndex(of: "?") else { return "" }
    let pairs = target[target.index(after: mark)...].split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return (name: String(name), value: String(pair.dropFirst(name.count + 1)))
    }
    return pairs.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
      .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }
}
