import InfraFiles
import Testing

@Suite("The rules of .dockerignore")
struct IgnoreRulesTests {
  @Test(
    "leave out what Docker leaves out",
    arguments: [
      ("*.pyc", "a.pyc", true), ("*.pyc", "x/a.pyc", false), ("**/*.pyc", "x/y/a.pyc", true),
      ("**/*.pyc", "a.pyc", true), ("tests", "tests/a/b", true), ("/tests/", "tests", true),
      ("a/*/c", "a/b/c", true), ("a/*/c", "a/c", false), ("a/**", "a", false),
      ("a/**", "a/b/c", true), ("file?", "file1", true), ("file?", "file12", false),
      ("[a-c]x", "bx", true), ("[^a-c]x", "bx", false), ("# x", "# x", false),
      ("\\#x", "#x", true), ("*\n!keep", "keep", false), ("*\n!keep", "other", true),
      ("!keep\n*", "keep", true), ("docs\n!docs/a", "docs/a", false), ("a/./b", "a/b", true),
      ("", "a", false), ("*", ".git", true),
    ])
  func excludes(rules: String, path: String, isExcluded: Bool) {
    #expect(IgnoreRules(rules).excludes(path) == isExcluded)
  }
}
