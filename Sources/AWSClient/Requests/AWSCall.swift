import InfraHTTP
import InfraModel

/// One call of an operation of a service.
///
///     AWSCall(.sts, "GetCallerIdentity")
///     AWSCall(.ec2, "DescribeVpcs", ["VpcId": ["vpc-1"]])
///     AWSCall(.s3, .put, "/{Bucket}?tagging", ["Bucket": "b"], body: .xml("Tagging", tags))
///
/// The input has the names of the wire: in the query protocols a list is numbered under its
/// name's `member`, unless its name has a dot (`SubnetIds.SubnetIdentifier`) and so says what its
/// elements are called; `Attributes.entry` with `key` and `value` is how those write a map.
public struct AWSCall: Sendable {
  /// What a REST operation carries in its body.
  public enum Body: Sendable {
    /// The input, without what stands in the path; nothing if that leaves nothing.
    case input
    /// An XML document: its outermost element and what is in it.
    case xml(String, Datum)
    /// Bytes as they are.
    case bytes([UInt8], contentType: String)
    /// Nothing.
    case none
  }

  /// The service.
  public var service: AWSService
  /// The operation's name, as `DescribeVpcs`.
  public var operation: String
  /// What it is given, by the names of the wire.
  public var input: Datum
  /// The verb of a REST operation; the other protocols post.
  public var method: HTTPMethod
  /// The path of a REST operation, as `/{Bucket}/{Key+}?tagging` or `/plans/?token={NextToken}`:
  /// names in braces are taken from the input, one with a plus keeps its slashes; in the query a
  /// list is said element by element, and what the input does not have is left out.
  public var path: String
  /// Parameters of a REST operation's query.
  public var query: [(name: String, value: String)]
  /// Headers beyond those of the protocol.
  public var headers: [HTTPHeader]
  /// What a REST operation carries.
  public var body: Body
  /// Whether it may be sent again when nobody knows what became of the last time: not for what
  /// makes a second object then.
  public var isRepeatable: Bool
  /// The region, where it must be another one than the client's: some things of the whole world
  /// live in one region.
  public var region: String?

  /// A call in one of the protocols that post.
  public init(
    _ service: AWSService, _ operation: String, _ input: Datum = .object(Fields()),
    isRepeatable: Bool = true
  ) {
    self.service = service
    self.operation = operation
    self.input = input
    method = .post
    path = "/"
    query = []
    headers = []
    body = .input
    self.isRepeatable = isRepeatable
  }

  /// A call in one of the REST protocols.
  public init(
    _ service: AWSService, _ operation: String, _ method: HTTPMethod, _ path: String,
    _ input: Datum = .object(Fields()), query: [(name: String, value: String)] = [],
    headers: [HTTPHeader] = [], body: Body = .none, isRepeatable: Bool = true
  ) {
    self.service = service
    self.operation = operation
    self.input = input
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.isRepeatable = isRepeatable
  }
}
