import AWSClient
import InfraModel
import Synchronization

/// What all operations of one provider share: the client, the account, what was begun.
final class AWSSession: Sendable {
  let client: AWSClient
  /// What was read for many at once.
  let prepared = PreparedReads()
  private let known = Mutex<String?>(nil)
  private let begun = Mutex<Set<InstanceID>>([])
  private let asked = Mutex<Set<InstanceID>>([])

  init(_ client: AWSClient) { self.client = client }

  /// Sends a call; nothing if the answer is one of the codes given. Codes that end with `NotFound`
  /// count as given where any are.
  func send(_ call: AWSCall, absent codes: Set<String> = []) async throws(ProviderError)
    -> AWSAnswer?
  {
    do throws(AWSFailure) { return try await client.send(call) } catch {
      if !codes.isEmpty, Self.saysNone(error, codes) { return nil }
      throw error.providerError
    }
  }

  /// The elements at a path of all parts of an answer; none if there is no such object.
  func all(_ call: AWSCall, _ path: String, _ pages: AWSPages) async throws(ProviderError)
    -> [Datum]
  {
    do throws(AWSFailure) { return try await client.all(call, path, pages: pages) } catch {
      if Self.saysNone(error, []) { return [] }
      throw error.providerError
    }
  }

  /// Whether a failure says that there is no such object.
  static func saysNone(_ failure: AWSFailure, _ codes: Set<String>) -> Bool {
    guard failure.kind == .answered else { return false }
    let code = failure.code
    return failure.isAny(of: codes) || code.hasSuffix("NotFound")
      || code.hasSuffix("NotFoundException")
      || code.hasSuffix("NotFoundFault") || code.hasPrefix("NoSuch")
  }

  /// The account, asked for once.
  func account() async throws(ProviderError) -> String {
    if let account = known.withLock({ $0 }) { return account }
    let answer = try await send(AWSCall(.sts, "GetCallerIdentity"))
    let account = answer?["Account"].string ?? ""
    known.withLock { $0 = account }
    return account
  }

  /// Notes that the creation of an object is asked for: no stranger had its name just before.
  func ask(_ instance: InstanceID) { _ = asked.withLock { $0.insert(instance) } }

  /// Whether the creation of an object was asked for in this process.
  func hasAsked(_ instance: InstanceID) -> Bool { asked.withLock { $0.contains(instance) } }

  /// Notes that an object is being made under an identity; whether it is for the first time in
  /// this process.
  func begin(_ instance: InstanceID) -> Bool { begun.withLock { $0.insert(instance).inserted } }
}

extension AWSFailure {
  /// Whether it is one of some: codes, each with a part of the message after a colon if the code
  /// alone says too little.
  func isAny(of rules: some Sequence<String>) -> Bool {
    rules.contains { rule in
      let parts = rule.split(separator: ":", maxSplits: 1).map(String.init)
      let words = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
      return code == parts[0] && (words.isEmpty || message.contains(words))
    }
  }
}
