import AWSClient
import InfraModel

/// One resource type: what its arguments are called at AWS, and the calls that make, find, change
/// and take away its objects. The frame does the rest.
///
/// A type is one value in a file of its own and one line in `ServedTypes`:
///
///     extension AWSType {
///       static let internetGateway = AWSType(
///         "aws_internet_gateway", "internet gateway",
///         attributes: [
///           "id": "InternetGatewayId",
///           "arn": "arn:{partition}:ec2:{region}:{OwnerId}:internet-gateway/{InternetGatewayId}",
///         ],
///         tags: .ec2("internet-gateway"),
///         lookup: .ec2(
///           "DescribeInternetGateways", "InternetGatewaySet", id: "InternetGatewayId"),
///         creation: Creation(
///           .ec2, "CreateInternetGateway", id: "InternetGateway.InternetGatewayId"),
///         deletion: Deletion(.ec2, "DeleteInternetGateway", id: "InternetGatewayId"))
///     }
///
/// What each part is for:
///
/// - `arguments`: one `Member` for each argument of the schema but `tags`: `.both` is given at the
///   creation and read, `.later` is set by an update (which runs after the creation too),
///   `.writeOnly` is never read, `.local` is unknown to AWS. A shape says how a value is written
///   and when two mean the same; paths have dots. EC2's answers are read with a capital letter
///   first, so that a member has one name both ways.
/// - `attributes`: a path in the object as read, or a template with names in braces. `id` is what
///   the state and `infra import` know the object by: Terraform's import id.
/// - `identity`: a template of arguments that makes the id where AWS has none or has the name for
///   it; then the id is known before the object is.
/// - `whole`: a template of what finds an object whose id alone does not, as
///   `{plan_id}|{SelectionId}`: Terraform's import id; then `id` is what Terraform's state has.
/// - `lookup`: the call that finds an object by its id, and where the service can by the ownership
///   tag; `extras` are further reads, made only for what the state holds.
/// - `creation`: not repeated after a lost answer, unless it has a token; the frame then looks for
///   what it made. `taken` codes lead to a look at who has the name: one's own is taken up, a
///   stranger's refused. `looksFirst` is for services that answer or overwrite what is there;
///   `overwrites` is the argument that allows to take what is a stranger's.
/// - `finishing`: calls that complete a creation, as taking away a rule that AWS adds by itself.
/// - `updates`: which arguments each call changes; every argument that changes in place stands in
///   one of them. They get the declared values by `scope["name"]`, as the wire has them. One that
///   `settles` is waited for after each call, and what comes next sees the object as it is then.
/// - `deletion`: what is gone already is well; `blocked` codes are tried again within a bound;
///   `clearing` empties and detaches first.
/// - `readiness`: what is waited for after creation and updates.
/// - `following`: how operations are asked after that a service goes on with after its answer.
/// - `again`: errors of eventual consistency, as `InvalidParameterValue: cannot be assumed`: a
///   code, with a part of the message after a colon. `missing` and `blocked` codes are written so
///   too.
///
/// Every part may be run again after a crash anywhere. A type without tags has an `identity`, or
/// looks first by its arguments: an object that is there and is as declared counts as one's own,
/// any other one is a stranger's.
struct AWSType: Sendable {
  /// The type's name, as `aws_vpc`.
  let name: String
  /// What messages call an object, as "VPC".
  let noun: String
  let identity: String?
  let whole: String?
  let arguments: [Member]
  let attributes: [String: String]
  let tags: Tagging
  let lookup: Lookup
  let creation: Creation
  let finishing: @Sendable (Scope) -> [AWSCall]
  let updates: [Update]
  let deletion: Deletion
  let readiness: Readiness?
  let following: Following?
  let again: [String]

  /// Describes a type.
  init(
    _ name: String, _ noun: String, identity: String? = nil, whole: String? = nil,
    arguments: [Member] = [], attributes: [String: String], tags: Tagging = .none,
    lookup: Lookup, creation: Creation,
    finishing: @escaping @Sendable (Scope) -> [AWSCall] = { _ in [] }, updates: [Update] = [],
    deletion: Deletion, readiness: Readiness? = nil, following: Following? = nil,
    again: [String] = []
  ) {
    self.name = name
    self.noun = noun
    self.identity = identity
    self.whole = whole
    self.arguments = arguments
    self.attributes = attributes
    self.tags = tags
    self.lookup = lookup
    self.creation = creation
    self.finishing = finishing
    self.updates = updates
    self.deletion = deletion
    self.readiness = readiness
    self.following = following
    self.again = again
  }

  /// The member of an argument.
  func member(_ name: String) -> Member? { arguments.first { $0.name == name } }

  /// Whether an argument can be changed where the object is.
  func changesInPlace(_ name: String) -> Bool {
    name == "tags" || updates.contains { $0.names.contains(name) }
      || member(name).map { $0.writes == nil && $0.reads == nil } ?? false
  }
}
