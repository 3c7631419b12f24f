import InfraModel
import Testing

@Suite("A condition")
struct ConditionTests {
  static let later = Datum.reference(Reference(Address(module: [], type: "t", key: "k"), "id"))

  @Test(
    "holds or does not",
    arguments: [
      (.equal(1, 1), true), (.equal(1, 2), false), (.equal("1", 1), false),
      (.different(1, 2), true), (.different("a", "a"), false), (.notEmpty("a"), true),
      (.notEmpty(""), false), (.notEmpty([1]), true), (.notEmpty([]), false),
      (.notEmpty(["a": 1]), true), (.notEmpty([:]), false), (.notEmpty(.null), false),
      (.notEmpty(0), true), (.atLeast(2, 2), true), (.atLeast(1, 2), false), (.atMost(2, 2), true),
      (.atMost(3, 2), false), (.atLeast("3", 2), false), (.atMost(.null, 2), false),
    ] as [(Condition.Test, Bool)])
  func holds(test: Condition.Test, answer: Bool) {
    #expect(Condition(test, "").holds == answer)
  }

  @Test(
    "is open while one of its values is not known",
    arguments: [
      .equal(1, later), .different(later, 1), .notEmpty(["a": later]), .atLeast(later, 1),
      .atMost(1, later),
    ] as [Condition.Test])
  func open(test: Condition.Test) {
    let condition = Condition(test, "message")
    #expect(condition.holds == nil)
    let known = condition.mapValues { value in value.replacing { _ in 1 } }
    #expect(known.holds != nil)
    #expect(known.message == "message" && known.values.count == condition.values.count)
  }
}
