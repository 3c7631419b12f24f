import InfraModel
import Testing

@testable import AWSClient

@Suite("XML of services")
struct XMLTests {
  @Test("is read into values: lists, objects, text")
  func reading() throws {
    let text = """
      <?xml version="1.0"?><!-- x --><R xmlns="u" a='1'><s><item><k>1 &amp; &#x32;</k></item></s>
      <one/><n>a</n><n>b</n><c><![CDATA[<x>]]></c></R>
      """
    let (root, content) = try XMLReader.read(Array(text.utf8))
    #expect(root == "R")
    #expect(
      content == ["s": [["k": "1 & 2"]], "one": "", "n": ["a", "b"], "c": "<x>"])
  }

  @Test(
    "that is none is refused with the reason",
    arguments: [
      ("<a>", "a does not end"), ("<a></b>", "a is closed by another name"),
      ("<a>&x;</a>", "&x; is not known"), ("<a/><b/>", "something follows the document"),
      ("<!DOCTYPE a><a/>", "a name is missing"), ("{}", "an element is missing"),
      ("<a b=c/>", "an attribute's value is not quoted"),
      (String(repeating: "<a>", count: 70), "it is nested too deeply"),
    ])
  func refusals(text: String, reason: String) {
    #expect {
      try XMLReader.read(Array(text.utf8))
    } throws: { error in
      (error as? XMLReader.Failure)?.message == reason
    }
  }

  @Test("is written so that it is read the same")
  func roundTrip() throws {
    let value: Datum = ["a": ["x", "y < & \" z\r\n"], "b": ["c": "é", "@t": "v"]]
    let bytes = XMLWriter.document("R", value, namespace: "urn:x")
    let (_, content) = try XMLReader.read(bytes)
    #expect(content == ["a": ["x", "y < & \" z\r\n"], "b": ["c": "é"]])
  }
}
