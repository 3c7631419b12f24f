/// How an earlier version of a state's file comes back: out of git, or out of a bucket's versions.
enum EarlierVersion {
  /// What to do, as hints.
  static func hints(_ path: String) -> [String] {
    bucket(path) == nil
      ? ["if the file is committed, bring it back:"]
      : ["if the bucket keeps versions, bring the one before back:"]
  }

  /// The commands for it.
  static func commands(_ path: String) -> [String] {
    guard let (name, key) = bucket(path) else {
      return ["git log --oneline -- \(path)", "git checkout -- \(path)"]
    }
    return [
      "aws s3api list-object-versions --bucket \(name) --prefix \(key)",
      "aws s3api get-object --bucket \(name) --key \(key) --version-id VERSION FILE",
    ]
  }

  /// Whether a place is an object's in a bucket.
  static func isInBucket(_ path: String) -> Bool { bucket(path) != nil }

  /// The bucket and the key of an object's place; nothing for a file's path.
  private static func bucket(_ path: String) -> (name: Substring, key: Substring)? {
    guard path.hasPrefix("s3://") else { return nil }
    let parts = path.dropFirst(5).split(separator: "/", maxSplits: 1)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }
}
