import InfraDSL
import InfraModel

/// What a web ACL stands before, as Terraform's `aws_wafv2_web_acl_association`.
///
///     AWSWAFv2WebACLAssociation("edge", resource: edge.arn.ofAnyKind, webACL: firewall.arn)
public struct AWSWAFv2WebACLAssociation: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSWAFv2WebACLAssociation>(
    "aws_wafv2_web_acl_association", "What a web ACL stands before.",
    arguments: [
      .required(
        "resource_arn", \.resource, changing: .replaceWithGap, "The load balancer or gateway."),
      .required("web_acl_arn", \.webACL, changing: .replaceWithGap, "The web ACL."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "Both ARNs.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The load balancer or gateway.
  public let resource: Value<AnyARN>
  /// The web ACL.
  public let webACL: Value<ARN<AWSWAFv2WebACL>>

  /// Declares what a web ACL stands before.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - resource: The load balancer or gateway.
  ///   - webACL: The web ACL.
  public init(
    _ key: String, resource: Value<AnyARN>, webACL: Value<ARN<AWSWAFv2WebACL>>,
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_wafv2_web_acl_association", key: key, file: file, line: line)
    self.resource = resource
    self.webACL = webACL
  }
}
