import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_internet_gateway`.
  static let internetGateway = AWSType(
    "aws_internet_gateway", "internet gateway",
    arguments: [.later("vpc_id", "VpcId", reads: "AttachmentSet.0.VpcId")],
    attributes: [
      "id": "InternetGatewayId", "owner_id": "OwnerId",
      "arn": "arn:{partition}:ec2:{region}:{OwnerId}:internet-gateway/{InternetGatewayId}",
    ],
    tags: .ec2("internet-gateway"),
    lookup: .ec2("DescribeInternetGateways", "InternetGatewaySet", id: "InternetGatewayId"),
    creation: Creation(.ec2, "CreateInternetGateway", id: "InternetGateway.InternetGatewayId"),
    updates: [
      Update(["vpc_id"]) { scope in
        let wanted = scope["vpc_id"]
        if scope.object[path: "AttachmentSet.0.VpcId"] == wanted { return [] }
        return detached(scope)
          + (wanted.isNull ? [] : [attachment("AttachInternetGateway", scope, wanted)])
      }
    ],
    deletion: Deletion { scope in
      detached(scope) + [
        AWSCall(.ec2, "DeleteInternetGateway", ["InternetGatewayId": .string(scope.id)])
      ]
    })

  private static func detached(_ scope: Scope) -> [AWSCall] {
    scope.object["AttachmentSet"].elements.map {
      attachment("DetachInternetGateway", scope, $0["VpcId"])
    }
  }

  private static func attachment(_ operation: String, _ scope: Scope, _ vpc: Datum) -> AWSCall {
    AWSCall(.ec2, operation, ["InternetGatewayId": .string(scope.id), "VpcId": vpc])
  }
}
