import InfraDSL
import InfraModel

extension AWSRoute53Record {
  /// The thing of AWS whose addresses are the answer.
  public struct Alias: ArgumentValue {
    let target: Value<String>
    let zone: Value<ZoneID>
    let isHealthChecked: Bool

    /// Names the thing.
    ///
    /// - Parameters:
    ///   - target: Its name in the DNS.
    ///   - zone: The zone that AWS has that name in.
    ///   - isHealthChecked: Whether it is answered only while it works.
    public init(to target: Value<String>, zone: Value<ZoneID>, isHealthChecked: Bool = true) {
      self.target = target
      self.zone = zone
      self.isHealthChecked = isHealthChecked
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object(["name": target, "zone_id": zone, "evaluate_target_health": isHealthChecked])
      ])
    }
  }

  /// A record's share among the records of its name.
  public struct Weight: ArgumentValue, ExpressibleByIntegerLiteral {
    let weight: Bounded

    /// A share, relative to the others; 0 to 255.
    public init(_ weight: Value<Int>) { self.weight = Bounded(weight, 0...255) }

    /// A share, relative to the others; 0 to 255.
    public init(integerLiteral value: Int) { self.init(Value(value)) }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["weight": weight])])
    }
  }

  /// Whether a record is answered first, or only when the first fails.
  public enum Failover: String, ArgumentValue {
    /// First.
    case primary = "PRIMARY"
    /// When the first fails.
    case secondary = "SECONDARY"

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      [["type": .string(rawValue)]]
    }
  }

  /// The region to which those who are near it go.
  public struct Latency: ArgumentValue {
    let region: Value<Region>

    /// A region.
    public init(_ region: Value<Region>) { self.region = region }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["region": region])])
    }
  }

  /// Where those are who get a record.
  public struct Place: ArgumentValue {
    let continent: String?
    let country: String?
    let subdivision: String?

    /// Wherever no other record is for.
    public static let elsewhere = Place(continent: nil, country: "*", subdivision: nil)

    /// On a continent, by its code of two letters, as EU.
    public static func continent(_ code: String) -> Place {
      Place(continent: code, country: nil, subdivision: nil)
    }

    /// In a country, by its code of two letters, and in a part of it.
    public static func country(_ code: String, subdivision: String? = nil) -> Place {
      Place(continent: nil, country: code, subdivision: subdivision)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "continent": continent, "country": country, "subdivision": subdivision,
        ])
      ])
    }
  }

  /// What a record answers.
  public enum RecordType: String, Choice {
    /// IPv4 addresses.
    case a = "A"
    /// IPv6 addresses.
    case aaaa = "AAAA"
    /// Another name.
    case cname = "CNAME"
    /// Texts.
    case txt = "TXT"
    /// Who takes mail.
    case mx = "MX"
    /// Name servers.
    case ns = "NS"
    /// Addresses and ports.
    case srv = "SRV"
    /// Who may issue certificates.
    case caa = "CAA"
    /// A name for an address.
    case ptr = "PTR"
    /// How to speak HTTPS.
    case https = "HTTPS"
  }
}
