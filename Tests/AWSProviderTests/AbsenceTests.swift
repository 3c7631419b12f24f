import InfraModel
import Testing

@testable import AWSClient
@testable import AWSProvider

@Suite("A refusal")
struct AbsenceTests {
  private func refusal(_ code: String, _ message: String) -> AWSFailure {
    AWSFailure(
      .answered, AWSCall(.backup, "DescribeBackupVault"), region: "eu-central-1", endpoint: "",
      code: code, message: message, status: 403)
  }

  @Test("says that there is nothing by its code, or by its code and words")
  func absence() {
    let rules: Set = ["AccessDeniedException: Insufficient privileges to perform this action"]
    let none = refusal(
      "AccessDeniedException", "Insufficient privileges to perform this action.")
    #expect(AWSSession.saysNone(none, rules))
    let denied = refusal(
      "AccessDeniedException",
      "User: arn:aws:iam::1:user/a is not authorized to perform: backup:DescribeBackupVault")
    #expect(!AWSSession.saysNone(denied, rules))
    #expect(AWSSession.saysNone(denied, ["AccessDeniedException"]))
    #expect(AWSSession.saysNone(refusal("ResourceNotFoundException", ""), []))
  }
}
