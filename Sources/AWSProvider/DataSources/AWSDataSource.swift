import AWSClient
import InfraModel

/// A data source: how what it tells is asked for.
struct AWSDataSource: Sendable {
  /// Its name, as Terraform's.
  let name: String
  /// What it tells, by what it looks for; nothing where there is nothing of the kind.
  let read: @Sendable (Fields, AWSSession) async throws(ProviderError) -> Fields?

  /// Every data source that the provider knows.
  static let all = Dictionary(
    uniqueKeysWithValues: [Self.availabilityZones, .callerIdentity, .region, .ami].map {
      ($0.name, $0)
    })

  /// The filters of EC2 that some blocks say.
  static func filters(_ blocks: Datum?) -> [Datum] {
    (blocks?.list ?? []).map { ["Name": $0["name"], "Value": $0["values"]] }
  }

  /// A refusal to answer, since what is looked for is not one thing.
  static func refused(_ operation: String, _ message: String, _ hints: [String]) -> ProviderError {
    ProviderError(.refused, request: operation, message: message, hints: hints)
  }
}

extension AWSProvider {
  /// What a data source tells, asked for by an apply: what it looks for was made by then.
  func told(by source: AWSDataSource, _ request: ProviderRequest) async throws(ProviderError)
    -> Fields
  {
    if let told = try await source.read(request.arguments, session) { return told }
    throw AWSDataSource.refused(
      "read", "\(request.address) looks for something that is not there.",
      ["look at what it looks for, and at the region it looks in"])
  }
}
