import AWSClient
import InfraModel
import InfraState

/// States in an S3 bucket.
public enum S3State {
  /// The store of a place; nothing is connected before the first request.
  ///
  /// - Parameters:
  ///   - folder: Where this machine keeps its journals.
  ///   - retrying: Is told of every request that is made again.
  public static func store(
    _ location: S3StateLocation, folder: String, world: AWSWorld,
    retrying: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(Diagnostic) -> BucketStateStore {
    if let problem = location.problem { throw problem }
    let attempts = world.variables["AWS_MAX_ATTEMPTS"].flatMap { Int($0) } ?? 8
    let client = try AWSClient(
      region: location.region, endpoint: location.endpoint, profile: location.profile,
      world: world, rules: RetryRules(attemptsMax: max(attempts, 1)),
      retrying: { retrying($0.againWords(after: $1)) })
    return BucketStateStore(S3ObjectStore(location, client: client), folder: folder)
  }
}
