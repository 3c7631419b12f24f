import AWS
import InfraDSL

/// What services stand on in one region of AWS: a network over three zones, a door with TLS and a
/// firewall, a cluster, a domain for names inside, a key, and a topic for alarms.
///
///     let foundation = AWSFoundation(
///       "foundation", name: "studyai-prod", region: "eu-central-1", range: "10.20.0.0/16",
///       domain: "api.studyai.example", proof: .record(in: zone.zoneID))
public struct AWSFoundation: Module {
  /// How it is shown that the domain of the certificate is ours.
  public enum Proof: Sendable {
    /// By a record that is made in this zone.
    case record(in: Value<ZoneID>)
    /// As the foundation of another region shows it: one domain of one account has one record.
    case shared(with: AWSFoundation)
  }

  /// What of it is there more than once, or only where it is worth its price.
  public enum Size: Sendable {
    /// A way out in each zone: no zone that is down takes another with it.
    case full
    /// One way out for all zones, as a standby may have.
    case small
  }

  /// The module's identity.
  public var declaration: DeclarationInfo
  /// The region that it is in.
  public let region: Region
  let name: String
  let network: FoundationNetwork
  let keys: FoundationKeys
  let edge: FoundationEdge
  let cluster: AWSECSCluster
  let namespace: AWSServiceDiscoveryPrivateDNSNamespace
  let internalDomain: String
  let topic: AWSSNSTopic
  private let subscription: AWSSNSTopicSubscription?

  /// Declares a region's foundation.
  ///
  /// - Parameters:
  ///   - name: What the names of its objects begin with.
  ///   - range: The VPC's addresses: a network of 16 bits, that no other of the account's has.
  ///   - zones: The letters of the region's zones that are used.
  ///   - domain: The name by which the world knows it; its certificate is for all names under it
  ///     too.
  ///   - requestsPerAddress: How many requests one address may send in five minutes, 10 or more.
  ///   - alarms: The mail address that alarms are sent to, if any.
  public init(
    _ key: String, name: String, region: Region, range: CIDR, zones: [String] = ["a", "b", "c"],
    size: Size = .full, domain: String, proof: Proof, requestsPerAddress: Int = 2_000,
    alarms address: String? = nil, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "AWSFoundation", key: key, file: file, line: line)
    self.region = region
    self.name = name
    network = FoundationNetwork(
      "network", name: name, region: region, range: range, zones: zones,
      wayOut: size == .full ? .perZone : .single, file: file, line: line)
    let account: Value<AccountID> = network.vpc.attribute("owner_id")
    keys = FoundationKeys(
      "keys", name: name, region: region, account: account, file: file, line: line)
    let topic = AWSSNSTopic(
      "alarms", name: Value(TopicName("\(name)-alarms")),
      displayName: Value("Alarms of \(name)"), kmsKey: keys.key.keyID)
    self.topic = topic
    subscription = address.map {
      AWSSNSTopicSubscription("alarms", topic: topic.arn, to: .email(Value($0)))
    }
    edge = FoundationEdge(
      "edge", name: name, network: network, domain: domain, proof: Self.proof(proof),
      requestsPerAddress: requestsPerAddress, alarms: topic, file: file, line: line)
    cluster = AWSECSCluster(
      "cluster", name: Value(ClusterName(name)), containerInsights: .enabled)
    internalDomain = "\(name).internal"
    namespace = AWSServiceDiscoveryPrivateDNSNamespace(
      "names", name: Value(DomainName(internalDomain)), vpc: network.vpc.id,
      description: Value("Where the services of \(name) find each other"))
  }

  private static func proof(_ proof: Proof) -> FoundationEdge.Proof {
    switch proof {
    case .record(let zone): .record(in: zone)
    case .shared(let other): .recorded(other.edge.proof)
    }
  }

  /// Where requests of the world arrive: the balancer's own name.
  public var entryName: Value<String> { edge.balancer.dnsName }
  /// The zone of the balancer's own name, for records that stand for it.
  public var entryZone: Value<ZoneID> { edge.balancer.zoneID }
  /// Where alarms go.
  public var alarmTopic: AWSSNSTopic { topic }
  /// The key that encrypts what is kept.
  public var key: AWSKMSKey { keys.key }

  /// What the module declares.
  public var body: [Declaration] {
    network
    keys
    topic
    if let subscription { subscription }
    edge
    cluster
    namespace
  }
}
