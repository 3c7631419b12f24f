import InfraHTTP
import InfraModel

/// Reads answers: content of those that succeeded, code and message of those that did not.
enum AnswerDecoder {
  static func decode(
    _ response: HTTPResponse, _ call: AWSCall, region: String, endpoint: String
  ) throws(AWSFailure) -> AWSAnswer {
    let document = read(response, call)
    switch document {
    case .success(let output) where (200..<300).contains(response.status):
      if let refusal = refusal(in: output, response, call, region: region, endpoint: endpoint) {
        throw refusal
      }
      return AWSAnswer(
        output: output, headers: response.headers, status: response.status, body: response.body)
    case .success(let content):
      throw failure(content, response, call, region: region, endpoint: endpoint)
    case .failure(let unreadable):
      throw unparsable(unreadable.reason, response, call, region: region, endpoint: endpoint)
    }
  }

  /// EventBridge answers as if all was well, and in the answer what it has not done.
  private static func refusal(
    in output: Datum, _ response: HTTPResponse, _ call: AWSCall, region: String, endpoint: String
  ) -> AWSFailure? {
    guard let count = output["FailedEntryCount"].int, count > 0 else { return nil }
    let entry = output["FailedEntries"].elements.first ?? .null
    return AWSFailure(
      .answered, call, region: region, endpoint: endpoint, code: entry["ErrorCode"].string ?? "",
      message: entry["ErrorMessage"].string ?? "\(count) entries were refused",
      requestID: response.headers["x-amzn-RequestId"], status: response.status)
  }

  /// Why a body is no document of the protocol.
  private struct Unreadable: Error { let reason: String }

  private static func read(_ response: HTTPResponse, _ call: AWSCall)
    -> Result<Datum, Unreadable>
  {
    let body = response.body
    if body.isEmpty || call.method == .head { return .success(.object(Fields())) }
    switch call.service.speaks {
    case .json, .restJSON:
      do throws(JSONParser.Failure) { return .success(try JSONParser.parse(body)) } catch {
        // What stands before a service may refuse in XML.
        if response.status >= 400, let (root, content) = try? XMLReader.read(body),
          root.hasPrefix("Error") || root == "Response"
        {
          return .success(root == "Error" ? ["Error": content] : content)
        }
        return .failure(Unreadable(reason: "it is no JSON"))
      }
    case .query, .ec2Query, .restXML:
      // The policy of a bucket, an object: what is no XML by its type is the caller's.
      let type = response.headers["Content-Type"]?.lowercased() ?? ""
      let first = body.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
      if call.service == .s3, response.status < 300, first != 0x3C { return .success(.null) }
      do throws(XMLReader.Failure) {
        let (root, content) = try XMLReader.read(body)
        if root.lowercased() == "html" { return .failure(Unreadable(reason: "it is HTML")) }
        return .success(unwrapped(root, content, call))
      } catch {
        let reason = type.contains("html") ? "it is HTML" : "it is no XML: \(error.message)"
        return .failure(Unreadable(reason: reason))
      }
    }
  }

  /// The content without what the query protocol puts around it.
  private static func unwrapped(_ root: String, _ content: Datum, _ call: AWSCall) -> Datum {
    if root == "Error" { return ["Error": content] }
    switch call.service.speaks {
    case .query:
      let result = content["\(call.operation)Result"]
      return result.isNull ? content : result
    case .ec2Query: return capitalized(content)
    default: return content
    }
  }

  /// EC2 writes its elements with a small letter first and takes them with a capital one: the
  /// capital ones hold here, so that a member has one name both ways.
  private static func capitalized(_ value: Datum) -> Datum {
    switch value {
    case .list(let items): .list(items.map(capitalized))
    case .object(let fields):
      .object(
        Fields(
          fields.entries.map {
            Fields.Entry(
              key: $0.key.prefix(1).uppercased() + $0.key.dropFirst(), value: capitalized($0.value))
          }))
    default: value
    }
  }

  private static func failure(
    _ content: Datum, _ response: HTTPResponse, _ call: AWSCall, region: String, endpoint: String
  ) -> AWSFailure {
    let headers = response.headers
    var failure = AWSFailure(
      .answered, call, region: region, endpoint: endpoint, message: "", status: response.status)
    failure.requestID =
      headers["x-amzn-RequestId"] ?? headers["x-amz-request-id"] ?? headers["x-amzn-requestid"]
    // Milliseconds in AWS's own header, seconds in HTTP's.
    failure.retryAfter =
      headers["x-amz-retry-after"].flatMap(Double.init).map { $0 / 1_000 }
      ?? headers["Retry-After"].flatMap(Double.init)
    let isXML = !content["Errors"].isNull || !content["Error"].isNull
    switch call.service.speaks {
    case .json where !isXML, .restJSON where !isXML:
      let type = content["__type"].string ?? content["code"].string
      let header = headers["x-amzn-ErrorType"]
      failure.code = shortCode(header ?? type ?? "")
      failure.message =
        content["message"].string ?? content["Message"].string ?? content["errorMessage"].string
        ?? ""
    default:
      let errors = content["Errors"]["Error"].elements.first
      let error = errors ?? (content["Error"].isNull ? content : content["Error"])
      failure.code = error["Code"].string ?? ""
      failure.message = error["Message"].string ?? ""
      failure.requestID =
        failure.requestID ?? content["RequestId"].string ?? content["RequestID"].string
        ?? error["RequestId"].string
    }
    if failure.code.isEmpty {
      // An answer without a body, as those to HEAD are.
      if response.status == 404 { failure.code = "NotFound" }
      if response.status == 301 { failure.code = "PermanentRedirect" }
      if response.status == 403 { failure.code = "AccessDenied" }
      if let region = headers["x-amz-bucket-region"], response.status == 301 {
        failure.message = "the bucket is in \(region)"
      }
    }
    // "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'x'".
    failure.rightRegion =
      headers["x-amz-bucket-region"]
      ?? failure.message.firstMatch(of: /expecting '([a-z0-9-]+)'/).map { String($0.1) }
    return failure
  }

  /// `com.amazonaws.x#CodeException:http://…` as `CodeException`.
  private static func shortCode(_ text: String) -> String {
    let last = text.split(separator: "#").last.map(String.init) ?? text
    return String(last.prefix { $0 != ":" })
  }

  private static func unparsable(
    _ reason: String, _ response: HTTPResponse, _ call: AWSCall, region: String, endpoint: String
  ) -> AWSFailure {
    let start = String(decoding: response.body.prefix(120), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return AWSFailure(
      .unparsable, call, region: region, endpoint: endpoint,
      message: "\(reason); it begins with \"\(start)\"", status: response.status)
  }
}
