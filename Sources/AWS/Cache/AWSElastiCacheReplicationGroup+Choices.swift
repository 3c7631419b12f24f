import InfraDSL
import InfraModel

extension AWSElastiCacheReplicationGroup {
  /// What runs.
  public enum Engine: String, Choice {
    /// Redis.
    case redis
    /// Valkey.
    case valkey
  }

  /// Whether clients speak the protocol of clusters.
  public enum ClusterMode: String, Choice {
    /// They do not.
    case disabled
    /// They do.
    case enabled
    /// They may, on the way from one to the other.
    case compatible
  }

  /// Whether clients without TLS are let in.
  public enum TransitMode: String, Choice {
    /// They are, on the way to TLS.
    case preferred
    /// They are not.
    case required
  }

  /// How a new password takes the place of the old.
  public enum PasswordChange: String, Choice {
    /// At once.
    case set = "SET"
    /// Both are taken until the next change.
    case rotate = "ROTATE"
    /// It goes, and none comes.
    case delete = "DELETE"
  }

  /// Where one kind of a cache's logs goes.
  public struct CacheLog: ArgumentValue {
    /// A kind of logs.
    public enum Kind: String, Choice {
      /// Commands that took long.
      case slow = "slow-log"
      /// What the engine tells.
      case engine = "engine-log"
    }

    /// How lines are written.
    public enum Format: String, Choice {
      /// As JSON.
      case json
      /// As text.
      case text
    }

    let kind: Kind
    let group: Value<LogGroupName>
    let format: Format

    /// To a log group of CloudWatch.
    public static func cloudWatch(
      _ kind: Kind, to group: Value<LogGroupName>, as format: Format = .json
    ) -> CacheLog {
      CacheLog(kind: kind, group: group, format: format)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "destination": group, "destination_type": "cloudwatch-logs", "log_format": format,
        "log_type": kind,
      ])
    }
  }
}
