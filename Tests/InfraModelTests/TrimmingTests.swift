import InfraModel
import Testing

@Suite("Trimming")
struct TrimmingTests {
  @Test(
    "takes from both ends and not from the middle",
    arguments: [("", ""), (" . ", ""), (" a b. ", "a b"), ("a. b", "a. b"), ("\na\n", "\na\n")])
  func ends(text: String, expected: String) {
    #expect(text.trimming { ". ".contains($0) } == expected)
  }
}
