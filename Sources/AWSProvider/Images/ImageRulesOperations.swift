import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_ecr_lifecycle_policy`. Terraform makes a changed one anew, and a
  /// repository has one: the old one goes first.
  static let imageRules = AWSType(
    "aws_ecr_lifecycle_policy", "lifecycle policy", identity: "{repository}",
    arguments: [
      .both("repository", "repositoryName"), .both("policy", "lifecyclePolicyText", .json),
    ],
    attributes: ["id": "repositoryName", "registry_id": "registryId"],
    lookup: Lookup(at: "") { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.ecr, "GetLifecyclePolicy", ["repositoryName": .string(name)])
    },
    creation: Creation(.ecr, "PutLifecyclePolicy"),
    deletion: Deletion(.ecr, "DeleteLifecyclePolicy", id: "repositoryName"))
}
