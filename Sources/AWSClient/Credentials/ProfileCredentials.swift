/// The credentials of a profile: its keys, a role assumed with another profile's or another
/// place's, or a web identity.
struct ProfileCredentials: CredentialSource {
  let files: ProfileFiles
  let profile: String
  /// Whether somebody asked for this profile: then it must be there.
  let isAskedFor: Bool
  let transport: Transport
  let region: String
  let world: AWSWorld
  /// The profiles that led here, against circles.
  var path: [String] = []

  var name: String { "profile \"\(profile)\"" }

  func find() async -> CredentialFinding {
    let settings = files.profile(profile)
    if settings.isEmpty { return missing }
    if path.contains(profile) {
      if let keys = ProfileKeys.find(settings, profile: profile) { return .found(keys) }
      return .broken("the profiles \((path + [profile]).joined(separator: ", ")) name each other")
    }
    if let arn = settings["role_arn"] {
      let role = AssumedRole(arn: arn, settings: settings)
      if let file = settings["web_identity_token_file"] {
        return await WebIdentityCredentials(
          role: role, tokenFile: file, transport: transport, region: region, world: world
        ).find()
      }
      guard let base = base(settings) else {
        return .broken(
          "\(name) has role_arn and neither source_profile, credential_source nor "
            + "web_identity_token_file")
      }
      return await RoleCredentials(role: role, base: base, transport: transport, region: region)
        .find()
    }
    if let keys = ProfileKeys.find(settings, profile: profile) { return .found(keys) }
    if settings["aws_access_key_id"] != nil {
      return .broken("\(name) has aws_access_key_id and no aws_secret_access_key")
    }
    let other = ["sso_session", "sso_start_url", "credential_process"].first { settings[$0] != nil }
    let reason = "\(name) has no aws_access_key_id and no role_arn"
    guard let other else { return isAskedFor ? .broken(reason) : .absent(reason) }
    return .broken("\(name) uses \(other), which infra does not know")
  }

  private var missing: CredentialFinding {
    let places = [
      (files.configPath, files.hasConfig), (files.credentialsPath, files.hasCredentials),
    ]
    .map { path, isThere in isThere ? "\(path) has no such profile" : "\(path) is not there" }
    let reason = places.joined(separator: ", ")
    return isAskedFor ? .broken("\(name) is asked for: \(reason)") : .absent(reason)
  }

  private func base(_ settings: [String: String]) -> (any CredentialSource)? {
    if let source = settings["source_profile"] {
      return ProfileCredentials(
        files: files, profile: source, isAskedFor: true, transport: transport, region: region,
        world: world, path: path + [profile])
    }
    switch settings["credential_source"] {
    case "Environment": return VariableCredentials(variables: world.variables)
    case "EcsContainer": return ContainerCredentials(transport: transport, world: world)
    case "Ec2InstanceMetadata": return InstanceCredentials(transport: transport, world: world)
    default: return nil
    }
  }
}
