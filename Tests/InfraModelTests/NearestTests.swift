import InfraModel
import Testing

@Suite("The word nearest to a mistyped one")
struct NearestTests {
  @Test(
    "is found when a third of it or less is wrong",
    arguments: [
      ("prdo", "prod"), ("prod", "prod"), ("PROD", "prod"), ("stagin", "staging"),
      ("stagging", "staging"), ("pord", "prod"), ("de", "dev"), ("thnik_ms", "think_ms"),
    ])
  func found(word: String, expected: String) {
    #expect(nearest(to: word, in: ["dev", "staging", "prod", "think_ms"]) == expected)
  }

  @Test("is none when more is wrong", arguments: ["x", "", "production", "sta", "ddd", "förd"])
  func none(word: String) {
    #expect(nearest(to: word, in: ["dev", "staging", "prod"]) == nil)
  }

  @Test("is the nearest, and of equally near ones the first by name")
  func best() {
    #expect(nearest(to: "image", in: ["imagex", "images", "imag"]) == "imag")
    #expect(nearest(to: "abcdef", in: ["abcdxx", "abcdex"]) == "abcdex")
    #expect(nearest(to: "x", in: [String]()) == nil)
  }
}
