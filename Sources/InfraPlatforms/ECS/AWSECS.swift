import AWS
import InfraDSL
import InfraModel

/// Containers on machines that AWS runs (ECS on Fargate), on a region's foundation: a service
/// becomes tasks that are kept running, a network a security group, a volume a file system, a
/// cache a replication group.
///
///     var platform: any Platform {
///       AWSECS(on: foundation, region: AWSRegion("eu-central-1"), release: "1.4.0")
///     }
///
/// Images come from repositories of the account's own, which it declares: whoever builds an image,
/// or copies a published one, pushes it there.
public struct AWSECS: ServicePlatform {
  let foundation: AWSFoundation
  let region: AWSRegion
  let release: String
  let prefix: String

  /// A region of AWS on a foundation, which the environment lists.
  ///
  /// - Parameters:
  ///   - region: How AWS is reached: regions, credentials, tags.
  ///   - release: The tag of the images that are built from this repository.
  ///   - prefix: What the keys of what services share begin with, where an environment has
  ///     another region's beside them.
  public init(
    on foundation: AWSFoundation, region: AWSRegion, release: String, prefix: String = ""
  ) {
    self.foundation = foundation
    self.region = region
    self.release = release
    self.prefix = prefix
  }

  /// What messages call it.
  public var name: String { "AWS ECS" }

  /// How AWS is reached, in each region.
  public var providers: [ProviderConfiguration] { region.providers }

  /// A security group: who bears it may talk to who bears it, on the ports that those declare.
  /// What is in no other network has no way out but to AWS's own services.
  public func expand(_ network: Network, _ context: inout ExpansionContext) -> Expansion {
    let location = network.declaration.handle.location
    let name = context.qualified(network.key)
    let group = AWSSecurityGroup(
      "network", name: Value(SecurityGroupName(name)),
      description: Value("Members of the network \(network.key)"), vpc: foundation.network.vpc.id,
      tags: ["Name": Value(name)], file: location.file, line: location.line)
    let members = AWSVPCSecurityGroupEgressRule(
      "to-members", securityGroup: group.id, .all, to: .group(group.id),
      description: "Other members", file: location.file, line: location.line)
    var declarations: [Declaration] = [.resource(group), .resource(members)]
    if !network.isInternal {
      let world = AWSVPCSecurityGroupEgressRule(
        "to-world", securityGroup: group.id, .all, to: .network("0.0.0.0/0"),
        description: "The way out", file: location.file, line: location.line)
      declarations.append(.resource(world))
    }
    return Expansion(
      declarations: declarations,
      attributes: [
        "group": .attribute(group.declaration.handle, "id"),
        "range": .datum(.string(foundation.network.range.text)),
        "resolver": .datum(.string(foundation.network.resolver)),
      ], anchors: [group])
  }

  /// A file system with a mount target in each zone; the way in, with a user and a folder, is made
  /// by each service that mounts it. A retained one is backed up: it bears the tag that backups
  /// select by.
  public func expand(_ volume: Volume, _ context: inout ExpansionContext) -> Expansion {
    guard volume.content == .files else { return Expansion(declarations: []) }
    let location = volume.declaration.handle.location
    let name = context.qualified(volume.key)
    let group = AWSSecurityGroup(
      "volume", name: Value(SecurityGroupName("\(name)-volume")),
      description: Value("The volume \(volume.key)"), vpc: foundation.network.vpc.id,
      tags: ["Name": Value("\(name)-volume")], file: location.file, line: location.line)
    var tags: [String: Value<String>] = ["Name": Value(name)]
    if volume.isRetained { tags[BackupTag.key] = Value(BackupTag.value) }
    let files = AWSEFSFileSystem(
      "volume", creationToken: Value(CreationToken(FittedName.of(name, 64))), isEncrypted: true,
      kmsKey: foundation.key.arn, throughput: .elastic,
      lifecycle: [.toInfrequentAccess(after: .days30), .backOnFirstAccess], tags: Tags(tags),
      file: location.file, line: location.line
    ).retainOnDelete(volume.isRetained)
    let targets = foundation.network.zones.map { zone in
      AWSEFSMountTarget(
        zone.privateSubnet.declaration.handle.key, fileSystem: files.id,
        subnet: zone.privateSubnet.id, securityGroups: [group.id], file: location.file,
        line: location.line)
    }
    return Expansion(
      declarations: [.resource(group), .resource(files)] + targets.map { .resource($0) },
      attributes: [
        "file-system": .attribute(files.declaration.handle, "id"),
        "file-system-arn": .attribute(files.declaration.handle, "arn"),
        "group": .attribute(group.declaration.handle, "id"),
      ], anchors: [group, files] + targets)
  }
}

/// The tag by which backups find what they keep.
public enum BackupTag {
  /// The tag's key.
  public static let key = "backup"
  /// The tag's value.
  public static let value = "daily"
}
