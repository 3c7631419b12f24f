import AWSClient
import InfraModel

/// Which objects bear an environment's ownership tags, whatever their type: by the Resource Groups
/// Tagging API, and where that does not reach by the services' own lists.
///
/// The API knows no roles ("Services that support the Resource Groups Tagging API"), and EC2 can be
/// asked at once for every kind of object it has. What belongs to the whole world is listed in
/// one region.
struct OwnershipMarks: Sendable {
  /// An object's marks.
  struct Mark: Hashable, Sendable {
    let address: Address
    let instance: InstanceID
    /// What the service calls it: a resource name, an id or a name.
    let name: String
  }

  private let session: AWSSession
  private let environment: String
  private var found: [InstanceID: Mark] = [:]

  init(_ session: AWSSession, _ environment: String) {
    self.session = session
    self.environment = environment
  }

  /// All marks of the environment, sorted by address.
  mutating func read() async throws(ProviderError) -> [Mark] {
    try await addTagged(in: session.client.region)
    let whole = AWSPartition.of(region: session.client.region).globalRegion
    if whole != session.client.region { try await addTagged(in: whole) }
    try await addEC2()
    try await addIAM()
    return found.values.sorted { ($0.address, $0.instance) < ($1.address, $1.instance) }
  }

  private mutating func add(_ name: String?, _ tags: Fields) {
    guard tags[Ownership.environment]?.string == environment, let name,
      let instance = tags[Ownership.instance]?.string,
      let address = tags[Ownership.address]?.string.flatMap(Address.init(parsing:))
    else { return }
    let id = InstanceID(instance)
    // The resource name of the tagging API says more than what a list of the service's own does.
    if found[id] == nil { found[id] = Mark(address: address, instance: id, name: name) }
  }

  private static func tags(_ list: Datum) -> Fields {
    Fields(
      list.elements.compactMap { tag in
        tag["Key"].string.map { Fields.Entry(key: $0, value: tag["Value"]) }
      })
  }

  private mutating func addTagged(in region: String) async throws(ProviderError) {
    let filter: Datum = [
      "Key": .string(Ownership.environment), "Values": [.string(environment)],
    ]
    var call = AWSCall(
      .tagging, "GetResources", ["TagFilters": [filter], "ResourcesPerPage": 100])
    call.region = region
    let resources = try await session.all(
      call, "ResourceTagMappingList", AWSPages("PaginationToken"))
    for resource in resources { add(resource["ResourceARN"].string, Self.tags(resource["Tags"])) }
  }

  /// First whose tag it is, then all tags of those: EC2 answers only the tags that were asked for.
  private mutating func addEC2() async throws(ProviderError) {
    let rows = try await describeTags(
      "tag:" + Ownership.environment, [.string(environment)])
    let ids = Set(rows.compactMap { $0["ResourceId"].string }).sorted()
    // EC2 takes 200 values of a filter.
    for start in stride(from: 0, to: ids.count, by: 200) {
      let some = ids[start..<min(start + 200, ids.count)]
      var tags: [String: [Fields.Entry]] = [:]
      for row in try await describeTags("resource-id", some.map { .string($0) }) {
        guard let id = row["ResourceId"].string, let key = row["Key"].string else { continue }
        tags[id, default: []].append(Fields.Entry(key: key, value: row["Value"]))
      }
      for id in some { add(id, Fields(tags[id] ?? [])) }
    }
  }

  private func describeTags(_ filter: String, _ values: [Datum]) async throws(ProviderError)
    -> [Datum]
  {
    try await session.all(
      AWSCall(
        .ec2, "DescribeTags",
        ["Filter": [["Name": .string(filter), "Value": .list(values)]], "MaxResults": 1_000]),
      "TagSet", AWSPages("NextToken"))
  }

  private mutating func addIAM() async throws(ProviderError) {
    let pages = AWSPages("Marker")
    for role in try await session.all(AWSCall(.iam, "ListRoles"), "Roles", pages) {
      try await addIAM("ListRoleTags", "RoleName", role["RoleName"])
    }
    let policies = try await session.all(
      AWSCall(.iam, "ListPolicies", ["Scope": "Local"]), "Policies", pages)
    for policy in policies { try await addIAM("ListPolicyTags", "PolicyArn", policy["Arn"]) }
    let providers = try await session.send(AWSCall(.iam, "ListOpenIDConnectProviders"))
    for provider in providers?["OpenIDConnectProviderList"].elements ?? [] {
      try await addIAM(
        "ListOpenIDConnectProviderTags", "OpenIDConnectProviderArn", provider["Arn"])
    }
  }

  private mutating func addIAM(_ operation: String, _ member: String, _ name: Datum)
    async throws(ProviderError)
  {
    // Gone meanwhile is none.
    let answer = try await session.send(
      AWSCall(.iam, operation, .object(Fields([member: name]))), absent: ["NoSuchEntity"])
    add(name.string, Self.tags(answer?["Tags"] ?? .null))
  }
}
