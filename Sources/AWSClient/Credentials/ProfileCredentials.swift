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
    if let foreign = foreign(settings) { return foreign }
    if let fault = files.faults.first { return unreadable(fault) }
    if settings["aws_access_key_id"] != nil {
      return .broken("\(name) has aws_access_key_id and no aws_secret_access_key")
    }
    let reason = "\(name) has no aws_access_key_id and no role_arn"
    return isAskedFor ? .broken(reason) : .absent(reason)
  }

  /// What only AWS's own tool can do, and how it hands over what comes of it.
  private func foreign(_ settings: [String: String]) -> CredentialFinding? {
    let isSignedIn = settings["sso_session"] != nil || settings["sso_start_url"] != nil
    guard isSignedIn || settings["credential_process"] != nil else { return nil }
    let way = isSignedIn ? "signs in by SSO" : "has a credential_process"
    return .broken(
      "\(name) \(way), which infra does not do",
      hints: [
        "have AWS's own tool do it and hand the keys over as variables, which stand above "
          + "AWS_PROFILE; a profile that the declarations name is taken out of them"
      ],
      commands: (isSignedIn ? ["aws sso login --profile \(profile)"] : [])
        + [CredentialFinding.export(profile)])
  }

  private func unreadable(_ fault: ProfileFiles.Fault) -> CredentialFinding {
    .broken(
      "\(fault.path):\(fault.line) \(fault.reason)", hints: ["correct that line"],
      commands: ["sed -n \(fault.line)p \(fault.path)"])
  }

  private var missing: CredentialFinding {
    if let fault = files.faults.first { return unreadable(fault) }
    let places = [
      (files.configPath, files.hasConfig), (files.credentialsPath, files.hasCredentials),
    ]
    .map { path, isThere in isThere ? "\(path) has no such profile" : "\(path) is not there" }
    let reason = places.joined(separator: ", ")
    guard isAskedFor else { return .absent(reason) }
    return .broken(
      "\(name) is asked for: \(reason)", hints: [files.advice(onMissing: profile)],
      commands: ["aws configure list-profiles"])
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
