import InfraDSL
import InfraModel

extension AWSDynamoDBTable {
  /// The types of attributes that are keys.
  public struct TableAttributes: ArgumentValue, ExpressibleByDictionaryLiteral {
    let types: [String: AttributeType]

    /// Types; of a repeated name the last one holds.
    public init(dictionaryLiteral elements: (String, AttributeType)...) {
      types = Dictionary(elements, uniquingKeysWith: { _, last in last })
    }

    /// The blocks, sorted by name.
    public func lower(_ context: inout LoweringContext) -> Datum {
      let sorted = types.sorted { $0.key < $1.key }
      return .list(sorted.map { ["name": .string($0.key), "type": .string($0.value.rawValue)] })
    }
  }

  /// The type of an attribute that is a key.
  public enum AttributeType: String, Choice {
    /// Text.
    case string = "S"
    /// A number.
    case number = "N"
    /// Bytes.
    case binary = "B"
  }

  /// What of a table is paid.
  public enum Billing: String, Choice {
    /// What is set aside.
    case provisioned = "PROVISIONED"
    /// Each request.
    case perRequest = "PAY_PER_REQUEST"
  }

  /// The attribute that says when an item goes by itself.
  public struct TimeToLive: ArgumentValue {
    let attribute: Value<String>
    let isEnabled: Bool

    /// Names the attribute.
    ///
    /// - Parameters:
    ///   - attribute: The attribute: seconds since 1970.
    ///   - isEnabled: Whether items go.
    public init(_ attribute: Value<String>, isEnabled: Bool = true) {
      self.attribute = attribute
      self.isEnabled = isEnabled
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["attribute_name": attribute, "enabled": isEnabled])])
    }
  }

  /// What is told of a changed item.
  public enum StreamView: String, Choice {
    /// Its keys.
    case keys = "KEYS_ONLY"
    /// As it is.
    case new = "NEW_IMAGE"
    /// As it was.
    case old = "OLD_IMAGE"
    /// As it was and as it is.
    case both = "NEW_AND_OLD_IMAGES"
  }

  /// Whether any second of the last weeks can be gone back to.
  public struct Recovery: ArgumentValue {
    let isEnabled: Bool
    let period: TimeSpan?

    /// Describes it.
    ///
    /// - Parameters:
    ///   - isEnabled: Whether it can.
    ///   - period: How far one can go back; 35 days if not given.
    public init(isEnabled: Bool = true, period: Duration? = nil) {
      self.isEnabled = isEnabled
      self.period = period.map { TimeSpan($0, in: .days, 1...35) }
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["enabled": isEnabled, "recovery_period_in_days": period])])
    }
  }

  /// How a table is encrypted.
  public struct Encryption: ArgumentValue {
    let isEnabled: Bool
    let key: Value<ARN<AWSKMSKey>>?

    /// Describes it.
    ///
    /// - Parameters:
    ///   - isEnabled: Whether with a key of KMS.
    ///   - key: The key; one of AWS's own if not given.
    public init(isEnabled: Bool = true, key: Value<ARN<AWSKMSKey>>? = nil) {
      self.isEnabled = isEnabled
      self.key = key
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["enabled": isEnabled, "kms_key_arn": key])])
    }
  }

  /// What of a table is cheaper.
  public enum StorageClass: String, Choice {
    /// Requests.
    case standard = "STANDARD"
    /// Storage.
    case infrequentAccess = "STANDARD_INFREQUENT_ACCESS"
  }

  /// A region that has a copy of a table.
  public struct Replica: ArgumentValue {
    let region: Value<Region>
    let key: Value<ARN<AWSKMSKey>>?
    let hasRecovery: Bool?
    let hasTags: Bool?

    /// A copy.
    ///
    /// - Parameters:
    ///   - region: The region.
    ///   - key: The key that encrypts it there.
    ///   - hasRecovery: Whether any second of the last weeks can be gone back to.
    ///   - hasTags: Whether it has the tags of the table.
    public init(
      in region: Value<Region>, key: Value<ARN<AWSKMSKey>>? = nil, hasRecovery: Bool? = nil,
      hasTags: Bool? = nil
    ) {
      self.region = region
      self.key = key
      self.hasRecovery = hasRecovery
      self.hasTags = hasTags
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "region_name": region, "kms_key_arn": key, "point_in_time_recovery": hasRecovery,
        "propagate_tags": hasTags,
      ])
    }
  }
}
