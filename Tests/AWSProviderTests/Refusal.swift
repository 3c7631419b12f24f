import Foundation
import InfraModel
import Testing

/// A refusal as a service words it, where moto never does: in the answer to one operation, in the
/// service's protocol, as its reference of errors has it.
struct Refusal: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let operation: String
  let status: Int
  let body: String
  /// Seconds that the service's clock is ahead of this machine's, where the answer says its time.
  let ahead: Double?
  /// What the command must say, word by word.
  let words: [String]
  var region = "eu-central-1"

  /// A refusal of a service that speaks XML, with the status and the time of its clock.
  static func xml(
    _ about: String, _ operation: String, _ code: String, _ message: String, status: Int = 400,
    ahead: Double? = nil, in region: String = "eu-central-1", _ words: [String]
  ) -> Refusal {
    let error = "<Error><Code>\(code)</Code><Message>\(message)</Message></Error>"
    // EC2 has a document of its own; the query protocol and S3 begin with the error.
    let body =
      operation.hasSuffix("Vpc") || operation.hasSuffix("Address")
      ? "<Response><Errors>\(error)</Errors><RequestID>8f7724cf</RequestID></Response>"
      : operation.contains(" ")
        ? error
        : "<ErrorResponse>\(error)<RequestId>8f7724cf</RequestId></ErrorResponse>"
    return Refusal(
      testDescription: about, operation: operation, status: status, body: body, ahead: ahead,
      words: words, region: region)
  }

  /// A refusal of a service that speaks JSON.
  static func json(
    _ about: String, _ operation: String, _ code: String, _ message: String,
    ahead: Double? = nil, _ words: [String]
  ) -> Refusal {
    let body: Datum = ["__type": .string("com.amazonaws#\(code)"), "message": .string(message)]
    return Refusal(
      testDescription: about, operation: operation, status: 400, body: JSONWriter.text(body),
      ahead: ahead, words: words)
  }

  /// The answer, whose time is taken now: a test may begin long after its arguments were made.
  var fate: Between.Fate {
    .answer(status: status, body: body, headers: ahead.map { [Self.date(ahead: $0)] } ?? [])
  }

  /// The head's line with the time of a clock that many seconds ahead of this machine's.
  private static func date(ahead seconds: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return "Date: " + format.string(from: Date(timeIntervalSinceNow: seconds))
  }
}
