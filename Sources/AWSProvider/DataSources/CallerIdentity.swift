import AWSClient
import InfraModel

extension AWSDataSource {
  /// What `aws_caller_identity` tells.
  static let callerIdentity = AWSDataSource(name: "aws_caller_identity") {
    _, session throws(ProviderError) in
    guard let answer = try await session.send(AWSCall(.sts, "GetCallerIdentity")) else {
      return nil
    }
    return Fields([
      "id": answer["Account"], "account_id": answer["Account"], "arn": answer["Arn"],
      "user_id": answer["UserId"],
    ])
  }
}
