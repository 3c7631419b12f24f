import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_ecr_repository`.
  static let imageRepository = AWSType(
    "aws_ecr_repository", "repository of images", identity: "{name}",
    arguments: [
      .both("name", "repositoryName"),
      .both("image_tag_mutability", "imageTagMutability"),
      .local("force_delete"),
      .both(
        "encryption_configuration", "encryptionConfiguration",
        .block([.both("encryption_type", "encryptionType"), .both("kms_key", "kmsKey")])),
      .both(
        "image_scanning_configuration", "imageScanningConfiguration",
        .block([.both("scan_on_push", "scanOnPush", .flag)])),
    ],
    attributes: [
      "id": "repositoryName", "arn": "repositoryArn", "registry_id": "registryId",
      "repository_url": "repositoryUri",
    ],
    tags: .calls(
      .ecr, .list(key: "Key", value: "Value"), "tags", add: "TagResource",
      remove: "UntagResource", object: ("resourceArn", "{repositoryArn}"), keys: "tagKeys"),
    lookup: Lookup(
      at: "repositories",
      extras: [
        Lookup.Extra([], into: "tags", at: "tags") { repository, _ in
          AWSCall(.ecr, "ListTagsForResource", ["resourceArn": repository["repositoryArn"]])
        }
      ],
      together: Lookup.Together(by: "repositoryName") { names in
        AWSCall(
          .ecr, "DescribeRepositories", ["repositoryNames": .list(names.map { .string($0) })])
      }
    ) { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.ecr, "DescribeRepositories", ["repositoryNames": [.string(name)]])
    },
    creation: Creation(.ecr, "CreateRepository", taken: ["RepositoryAlreadyExistsException"]),
    updates: [
      Update(["image_tag_mutability"]) { scope in
        let mutability = scope["image_tag_mutability"]
        return [
          AWSCall(
            .ecr, "PutImageTagMutability",
            [
              "repositoryName": .string(scope.id),
              "imageTagMutability": mutability.isNull ? "MUTABLE" : mutability,
            ])
        ]
      },
      Update(["image_scanning_configuration"]) { scope in
        let scanning = scope["image_scanning_configuration"]
        return [
          AWSCall(
            .ecr, "PutImageScanningConfiguration",
            [
              "repositoryName": .string(scope.id),
              "imageScanningConfiguration": scanning.isNull ? ["scanOnPush": false] : scanning,
            ])
        ]
      },
    ],
    deletion: Deletion { scope in
      [
        AWSCall(
          .ecr, "DeleteRepository",
          [
            "repositoryName": .string(scope.id),
            "force": .bool(scope.arguments["force_delete"] == true),
          ])
      ]
    })
}
