/// What Terraform calls the provider that serves a kind of resource types.
public struct TerraformProvider: Hashable, Sendable {
  /// Its source address, as `kreuzwerker/docker`.
  public let source: String
  /// The versions that have the attributes written here; nothing for what is built in.
  public let version: String?
  /// Its fully qualified name, as plans in Terraform's JSON format write it.
  public let qualifiedName: String

  /// The provider of a kind, as `docker`; nothing if none is known.
  ///
  /// Docker: the attributes were read from the provider's schema of its fourth major version,
  /// which took none away that is written here and adds none over 3.6.
  public static func of(kind: String) -> TerraformProvider? {
    switch kind {
    case "docker": registered("kreuzwerker/docker", ">= 3.6.0, < 5.0.0")
    case "aws": registered("hashicorp/aws", ">= 5.0.0")
    case "terraform":
      TerraformProvider(
        source: "terraform.io/builtin/terraform", version: nil,
        qualifiedName: "terraform.io/builtin/terraform")
    default: nil
    }
  }

  private static func registered(_ source: String, _ version: String) -> TerraformProvider {
    // The host is part of the name in Terraform's format, whatever a provider is loaded from.
    TerraformProvider(
      source: source, version: version, qualifiedName: "registry.terraform.io/\(source)")
  }
}
