import Foundation
import InfraCrypto
import InfraHTTP
import InfraModel
import Testing

@testable import AWSClient

@Suite("Signatures")
struct SigningTests {
  private static let python =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".tools/moto/bin/python").path

  /// Whether botocore is there: with `CI` set it must be.
  private static var isWanted: Bool {
    if FileManager.default.isExecutableFile(atPath: python) { return true }
    if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
    print("botocore is not installed (Tests/run unit installs it): signatures are not compared.")
    return false
  }

  @Test("of 2,000 random requests of all protocols are botocore's", .enabled(if: isWanted))
  func agreement() throws {
    guard FileManager.default.isExecutableFile(atPath: Self.python) else {
      Issue.record("botocore is missing; install it: Tests/run unit")
      return
    }
    var chance = Chance(seed: 5)
    var lines: [String] = []
    for number in 0..<2_000 {
      lines.append(try Self.line(&chance, AWSService.all[number % AWSService.all.count]))
    }
    let said = try Self.botocore(lines.joined(separator: "\n"))
    #expect(said == "2000\n")
  }

  @Test("have the digest, the time and the token among what is signed, and show no secret")
  func parts() throws {
    let transport = try Self.transport(time: 1_700_000_000)
    let credentials = AWSCredentials(
      accessKeyID: "AKID", secretKey: SecretBytes(Array("very-secret".utf8)),
      sessionToken: SecretBytes(Array("the-token".utf8)), origin: "tests")
    let request = try transport.request(
      AWSCall(.sts, "GetCallerIdentity"), region: "eu-west-1", credentials)
    let authorization = try #require(request.headers.first { $0.name == "Authorization" }?.value)
    #expect(
      authorization.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKID/20231114/eu-west-1/sts/aws4_request, "
          + "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, "
      ))
    #expect(!"\(credentials)".contains("secret") && !"\(credentials)".contains("token"))
    var dumped = ""
    dump(credentials, to: &dumped)
    #expect(!dumped.contains("very-secret") && !dumped.contains("the-token"))
  }

  // MARK: - Random requests

  private static func transport(time: Int) throws -> Transport {
    let world = AWSWorld(
      now: { Double(time) }, sleep: { _ in }, random: { 0.5 }, variables: [:], read: { _ in nil })
    return Transport(
      endpoints: try AWSEndpoints(endpoint: "http://service.example:8080"), world: world,
      rules: RetryRules(), log: nil, retrying: { _, _ in })
  }

  private static func line(_ chance: inout Chance, _ service: AWSService) throws -> String {
    let time = 1_500_000_000 + chance.number(400_000_000)
    let secret = chance.word(1...40)
    let token = chance.number(2) == 0 ? "" : chance.word(1...60)
    let credentials = AWSCredentials(
      accessKeyID: "AKIA\(chance.number(1_000_000))", secretKey: SecretBytes(Array(secret.utf8)),
      sessionToken: token.isEmpty ? nil : SecretBytes(Array(token.utf8)), origin: "tests")
    let region = ["us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1"][chance.number(4)]
    let transport = try transport(time: time)
    let call = chance.call(service)
    let request = try transport.request(call, region: region, credentials)
    var body: [UInt8] = []
    var headers = request.headers.filter { !["Authorization", "User-Agent"].contains($0.name) }
    if case .bytes(let bytes, let type) = request.body {
      body = bytes
      headers.append(HTTPHeader("Content-Type", type))
    }
    let signing = transport.endpoints.place(of: service, region: region).region
    return JSONWriter.text([
      "service": .string(service.signingName), "region": .string(signing), "time": .int(time),
      "id": .string(credentials.accessKeyID), "secret": .string(secret), "token": .string(token),
      "method": .string(request.method.rawValue),
      "url": .string("http://service.example:8080" + request.target),
      "headers": .list(headers.map { [.string($0.name), .string($0.value)] }),
      "body": .string(Hex.encode(body)),
      "authorization": .string(request.headers.first { $0.name == "Authorization" }?.value ?? ""),
    ])
  }

  private static func botocore(_ lines: String) throws -> String {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "sign.py")
    let file = FileManager.default.temporaryDirectory.appending(
      path: "infra-sign-\(UInt64.random(in: 0..<(1 << 40)))")
    try Data(lines.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [script.path]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

/// Random calls that repeat with their seed.
private struct Chance {
  private let source: SeededRandom

  init(seed: UInt64) { source = SeededRandom(seed: seed) }

  mutating func number(_ bound: Int) -> Int {
    let bytes = (try? source.bytes(4)) ?? [0, 0, 0, 0]
    return bytes.reduce(0) { $0 << 8 | Int($1) } % bound
  }

  /// Text of characters that encodings differ in.
  mutating func word(_ lengths: ClosedRange<Int>) -> String {
    let characters = Array("abcXYZ019-_.~ +%&=/?#:;,!*'()$@[]{}|\\\"<>éß€😀")
    let length = lengths.lowerBound + number(lengths.count)
    return String((0..<length).map { _ in characters[number(characters.count)] })
  }

  mutating func name() -> String {
    ["Name", "Filter", "Tags", "Value", "a-b", "X.Y", "ünï"][number(7)]
  }

  mutating func value(_ depth: Int) -> Datum {
    switch number(depth > 2 ? 4 : 6) {
    case 0: return .int(number(1_000))
    case 1: return .bool(number(2) == 0)
    case 2, 3: return .string(word(0...12))
    case 4: return .list((0..<number(4)).map { _ in value(depth + 1) })
    default:
      return .object(
        Fields((0..<number(4)).map { _ in Fields.Entry(key: name(), value: value(depth + 1)) }))
    }
  }

  mutating func call(_ service: AWSService) -> AWSCall {
    let input = Datum.object(
      Fields((0..<2).map { _ in Fields.Entry(key: name(), value: value(0)) }))
    switch service.speaks {
    case .query, .ec2Query, .json: return AWSCall(service, "DescribeThings", input)
    case .restJSON, .restXML: break
    }
    let isXML = service.speaks != .restJSON
    let paths = ["/{A}", "/{A}/{B}", "/2013-04-01/{A}/x/{B}", "/{A}/{B+}", "/{A}?tagging="]
    let query = (0..<number(4)).map { _ in (name: word(1...6), value: word(0...9)) }
    let methods: [HTTPMethod] = [.get, .put, .post, .delete, .head]
    let method = methods[number(methods.count)]
    let hasBody = method == .put || method == .post
    let names: Datum = ["A": .string(word(1...9)), "B": .string(word(1...9))]
    var headers: [HTTPHeader] = []
    if number(3) == 0 { headers.append(HTTPHeader("x-amz-meta-note", "a  b   c")) }
    return AWSCall(
      service, "Thing", method, paths[number(paths.count)],
      .object(Fields((names.object?.entries ?? []) + [Fields.Entry(key: "C", value: value(0))])),
      query: query, headers: headers,
      body: !hasBody ? .none : isXML ? .xml("Thing", ["V": value(1)]) : .input)
  }
}
