import InfraModel

/// How an operation that answers in parts is asked for the next one.
public struct AWSPages: Hashable, Sendable {
  /// The member of the answer that says where the next part begins.
  public let next: String
  /// The member of the input that it goes to.
  public let token: String

  /// Makes a rule; most operations have one name for both.
  public init(_ next: String, to token: String? = nil) {
    self.next = next
    self.token = token ?? next
  }

  /// Parts that an operation answers at most here: against a service that never ends.
  static let partsMax = 1_000
}

extension AWSClient {
  /// The elements at a path of all parts of an answer.
  public func all(_ call: AWSCall, _ path: String, pages: AWSPages)
    async throws(AWSFailure) -> [Datum]
  {
    var found: [Datum] = []
    var call = call
    for _ in 0..<AWSPages.partsMax {
      let answer = try await send(call)
      found += answer[path].elements
      guard let next = answer[pages.next].string, !next.isEmpty else { return found }
      var input = call.input.object ?? Fields()
      input[pages.token] = .string(next)
      call.input = .object(input)
    }
    throw AWSFailure(
      .unparsable, call, region: call.region ?? region, endpoint: "",
      message: "the answer has more than \(AWSPages.partsMax) parts")
  }
}
