import InfraDSL
import InfraModel

/// Which objects of a bucket are meant, as Terraform's `filter` block.
public struct ObjectFilter: Sendable {
  let prefix: String?
  let tags: [String: String]
  let largerThan: ByteCount?
  let smallerThan: ByteCount?

  /// All objects.
  public static let all = ObjectFilter()

  /// Objects that fit all that is given.
  ///
  /// - Parameters:
  ///   - prefix: What their names begin with.
  ///   - tags: Tags that they bear.
  ///   - largerThan: What they are larger than.
  ///   - smallerThan: What they are smaller than.
  public init(
    prefix: String? = nil, tags: [String: String] = [:], largerThan: ByteCount? = nil,
    smallerThan: ByteCount? = nil
  ) {
    self.prefix = prefix
    self.tags = tags
    self.largerThan = largerThan
    self.smallerThan = smallerThan
  }

  /// The block. Where more than one thing is asked, they stand in a block `and` of their own.
  func block(_ context: inout LoweringContext) -> Datum {
    let sizes: KeyValuePairs<String, any ArgumentValue> = [
      "prefix": prefix, "object_size_greater_than": largerThan,
      "object_size_less_than": smallerThan,
    ]
    let asked = sizes.count { !$0.value.lower(&context).isNull } + tags.count
    if asked > 1 {
      let all = context.block([
        "prefix": prefix, "object_size_greater_than": largerThan,
        "object_size_less_than": smallerThan, "tags": tags,
      ])
      return context.block(["and": Made(all)])
    }
    if let tag = tags.first {
      return context.block(["tag": Made(context.block(["key": tag.key, "value": tag.value]))])
    }
    return .list([context.object(sizes)])
  }
}
