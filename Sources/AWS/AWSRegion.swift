import InfraDSL
import InfraModel

/// A region of an AWS account as the place of an environment's resources, with others beside it.
///
///     var platform: any Platform {
///       AWSRegion("eu-central-1", also: ["west": "eu-west-1"], tags: ["team": "core"])
///     }
///
/// What says `.provider("aws.west")` is made in that other region. Credentials are found where
/// AWS's own tools find them.
public struct AWSRegion: Platform {
  /// A role that is assumed with the credentials found.
  public struct Role: Sendable {
    let arn: String
    let externalID: String?

    /// A role by its Amazon resource name, with what its owner asks for, if anything.
    public init(_ arn: String, externalID: String? = nil) {
      self.arn = arn
      self.externalID = externalID
    }
  }

  let region: Region?
  let others: [String: Region]
  let profile: String?
  let role: Role?
  let endpoint: String?
  let tags: [String: String]

  /// A region; that of `AWS_REGION` or the profile if none is given.
  ///
  /// - Parameters:
  ///   - others: Further regions by the names that resources choose them by.
  ///   - profile: The profile of the shared configuration; `AWS_PROFILE` if not given.
  ///   - role: A role to assume.
  ///   - endpoint: One URL for all services, for tests.
  ///   - tags: Tags that everything gets.
  public init(
    _ region: Region? = nil, also others: [String: Region] = [:], profile: String? = nil,
    assuming role: Role? = nil, endpoint: String? = nil, tags: [String: String] = [:]
  ) {
    self.region = region
    self.others = others
    self.profile = profile
    self.role = role
    self.endpoint = endpoint
    self.tags = tags
  }

  /// What messages call it.
  public var name: String { "AWS" }

  /// One configuration for each region.
  public var providers: [ProviderConfiguration] {
    [ProviderConfiguration(name: "aws", settings: settings(region))]
      + others.sorted { $0.key < $1.key }.map { name, region in
        ProviderConfiguration(name: "aws.\(name)", settings: settings(region))
      }
  }

  private func settings(_ region: Region?) -> Fields {
    var settings = Fields()
    settings["region"] = region.map { .string($0.text) }
    settings["profile"] = profile.map { .string($0) }
    settings["endpoint"] = endpoint.map { .string($0) }
    if let role {
      var assumed = Fields(["role_arn": .string(role.arn)])
      assumed["external_id"] = role.externalID.map { .string($0) }
      settings["assume_role"] = .object(assumed)
    }
    if !tags.isEmpty { settings["default_tags"] = .object(Fields(tags.mapValues { .string($0) })) }
    return settings
  }
}
