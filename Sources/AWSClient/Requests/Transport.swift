import FoundationEssentials
import InfraCrypto
import InfraHTTP
import InfraModel
import Synchronization

/// Sends signed requests and receives their answers, again by the rules where that helps.
final class Transport: Sendable {
  let endpoints: AWSEndpoints
  let world: AWSWorld
  let rules: RetryRules
  /// Told of every try that is to be made again: what was asked, why, seconds to wait.
  let retrying: @Sendable (AWSFailure, Double) -> Void
  private let log: HTTPLog?
  private let clients = Mutex<[HTTPEndpoint: HTTPClient]>([:])

  init(
    endpoints: AWSEndpoints, world: AWSWorld, rules: RetryRules, log: HTTPLog?,
    retrying: @escaping @Sendable (AWSFailure, Double) -> Void
  ) {
    self.endpoints = endpoints
    self.world = world
    self.rules = rules
    self.log = log
    self.retrying = retrying
  }

  /// The one client of an endpoint.
  func client(_ endpoint: HTTPEndpoint) -> HTTPClient {
    clients.withLock { clients in
      if let client = clients[endpoint] { return client }
      let client = HTTPClient(endpoint: endpoint, log: log)
      clients[endpoint] = client
      return client
    }
  }

  /// Sends a call, signed if there are credentials.
  func send(_ call: AWSCall, region: String, _ credentials: AWSCredentials?)
    async throws(AWSFailure) -> AWSAnswer
  {
    var attempt = 1
    var last: AWSFailure?
    var mayBeDone = false
    while true {
      do throws(AWSFailure) {
        let answer = try await exchange(call, region: region, credentials)
        rules.succeeded(afterRetry: last)
        return answer
      } catch {
        var error = error
        error.followsUncertain = mayBeDone
        mayBeDone = !error.isWithoutEffect
        guard let wait = rules.wait(after: attempt, error, call, random: world.random()) else {
          throw error
        }
        retrying(error, wait)
        do { try await world.sleep(wait) } catch { throw cancelled(call, region) }
        last = error
        attempt += 1
      }
    }
  }

  /// The request of a call as it goes over the wire.
  func request(
    _ call: AWSCall, region: String, _ credentials: AWSCredentials?
  ) throws(CryptoError) -> HTTPRequest {
    let place = endpoints.place(of: call.service, region: region)
    let encoded = RequestEncoder.encode(call, prefix: place.prefix)
    var headers = [HTTPHeader("Host", place.host)] + encoded.headers
    // In the headers only while they are signed: the client takes it from the body.
    if let type = encoded.contentType { headers.append(HTTPHeader("Content-Type", type)) }
    if call.service == .s3, !encoded.body.isEmpty {
      // S3 wants a checksum with every configuration that it is given.
      let digest = try SHA256.hash(encoded.body)
      headers.append(
        HTTPHeader("X-Amz-Checksum-Sha256", Data(digest.bytes).base64EncodedString()))
    }
    if let credentials {
      headers = try RequestSigner(
        credentials: credentials, region: place.region, service: call.service.signingName,
        keepsPath: call.service == .s3
      ).headers(
        method: encoded.method.rawValue, target: encoded.target, headers: headers,
        body: encoded.body, time: Int(world.now()))
    }
    headers.removeAll { $0.name == "Content-Type" }
    headers.append(HTTPHeader("User-Agent", "infra"))
    return HTTPRequest(
      encoded.method, encoded.target, headers: headers,
      body: encoded.contentType.map { .bytes(encoded.body, contentType: $0) } ?? .none,
      timeouts: HTTPTimeouts(idle: .seconds(60), total: .seconds(300)))
  }

  private func exchange(_ call: AWSCall, region: String, _ credentials: AWSCredentials?)
    async throws(AWSFailure) -> AWSAnswer
  {
    let place = endpoints.place(of: call.service, region: region)
    let name = place.http.description
    let request: HTTPRequest
    do throws(CryptoError) { request = try self.request(call, region: region, credentials) } catch {
      throw AWSFailure(
        .invalid, call, region: region, endpoint: name, message: "it cannot be signed: \(error)")
    }
    let response: HTTPResponse
    do throws(HTTPError) {
      if let send = world.send {
        response = try await send(place.http, request)
      } else {
        response = try await client(place.http).send(request)
      }
    } catch {
      throw failure(error, call, region, name)
    }
    do throws(AWSFailure) {
      return try AnswerDecoder.decode(response, call, region: region, endpoint: name)
    } catch {
      var error = error
      error.signer = credentials?.description
      error.clockOffset = response.headers["Date"].flatMap { UTCTime(header: $0) }
        .map { Double($0.seconds) - world.now() }
      throw error
    }
  }

  private func failure(_ error: HTTPError, _ call: AWSCall, _ region: String, _ endpoint: String)
    -> AWSFailure
  {
    let kind: AWSFailure.Kind =
      switch error.kind {
      case .cancelled: .cancelled
      case .tls: .tls
      case .invalidRequest, .bodySource: .invalid
      case .connect, .timeout(.connect): .unreachable
      case .timeout, .closed: error.isSafeToRetry ? .unreachable : .lost
      case .protocol, .bodyTooLarge: .unparsable
      }
    return AWSFailure(
      kind, call, region: region, endpoint: endpoint,
      message: "\(error.summary): \(error.detail)")
  }

  private func cancelled(_ call: AWSCall, _ region: String) -> AWSFailure {
    AWSFailure(.cancelled, call, region: region, endpoint: "", message: "it was interrupted")
  }
}
