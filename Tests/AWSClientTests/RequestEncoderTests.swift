import InfraHTTP
import InfraModel
import Testing

@testable import AWSClient

@Suite("A request of a REST operation")
struct RequestEncoderTests {
  private func target(_ path: String, _ input: Datum) -> String {
    RequestEncoder.encode(AWSCall(.efs, "Sample", .get, path, input), prefix: "").target
  }

  @Test("has in its query what the input has, element by element, and nothing else")
  func query() {
    let path = "/systems/{Id}?token={Token}&keys={Keys}&all="
    #expect(target(path, ["Id": "a b"]) == "/systems/a%20b?all=")
    #expect(
      target(path, ["Id": "a", "Token": "x/y", "Keys": ["one", "a:b"]])
        == "/systems/a?token=x%2Fy&keys=one&keys=a%3Ab&all=")
    #expect(target("/systems?token={Token}", [:]) == "/systems")
  }

  @Test("has in its body what is neither in the path nor in the query")
  func body() {
    let call = AWSCall(
      .efs, "Sample", .post, "/systems/{Id}?token={Token}",
      ["Id": "a", "Token": "b", "Name": "c"], body: .input)
    let encoded = RequestEncoder.encode(call, prefix: "")
    #expect(String(decoding: encoded.body, as: UTF8.self) == #"{"Name":"c"}"#)
  }
}
