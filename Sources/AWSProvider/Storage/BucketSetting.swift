import AWSClient
import InfraHTTP
import InfraModel

/// How a bucket is set in one respect: S3 has all of these alike, a document that is put, read and
/// deleted under a name in the query.
struct BucketSetting: Sendable {
  /// The name in the query, as `versioning`.
  let query: String
  /// The document's outermost element.
  let root: String
  /// The operation that puts it.
  let put: String
  /// The operation that reads it.
  let get: String
  /// The operation that deletes it.
  let delete: String
  /// Codes that say that the bucket is not set in it.
  let missing: Set<String>

  /// The type of a setting; its arguments stand under `Body` in the object.
  func type(
    _ name: String, _ noun: String, _ arguments: [Member], hasOwner: Bool = true,
    headers: [String: String] = [:],
    isThere: @escaping @Sendable (Datum) -> Bool = { !$0.isNothing },
    deletion: (@Sendable (Scope) -> [AWSCall])? = nil
  ) -> AWSType {
    let owner = hasOwner ? [Member.local("expected_bucket_owner")] : []
    let members = [Member.both("bucket", "Bucket")] + owner + arguments
    let putting = { @Sendable (scope: Scope) in
      let input = Member.written(members, .object(scope.arguments))
      return call(put, .put, scope, headers, body: .xml(root, input["Body"]))
    }
    return AWSType(
      name, noun, identity: "{bucket}", arguments: members, attributes: ["id": "Bucket"],
      lookup: Lookup(
        missing: missing.union(["NoSuchBucket"]),
        picking: { answer, key in
          guard case .id(let bucket) = key, isThere(answer.output) else { return [] }
          return [["Bucket": .string(bucket), "Body": answer.output]]
        }
      ) { key in
        guard case .id(let bucket) = key else { return nil }
        return AWSCall(.s3, get, .get, "/{Bucket}?\(query)=", ["Bucket": .string(bucket)])
      },
      creation: Creation(isSetting: true) { _, scope in putting(scope) },
      updates: [Update(Set(arguments.map(\.name))) { scope in [putting(scope)] }],
      deletion: Deletion { scope in
        deletion?(scope) ?? [call(delete, .delete, scope, [:], body: .none)]
      },
      // A bucket, a role or a versioning of a moment ago.
      again: ["NoSuchBucket", "InvalidRequest: Versioning must be", "OperationAborted"])
  }

  /// A call on the setting of the bucket that is declared.
  func call(
    _ operation: String, _ method: HTTPMethod, _ scope: Scope, _ headers: [String: String],
    body: AWSCall.Body
  ) -> AWSCall {
    var call = AWSCall(
      .s3, operation, method, "/{Bucket}?\(query)=", ["Bucket": .string(bucket(scope))],
      body: body)
    if let owner = scope.arguments["expected_bucket_owner"]?.string {
      call.headers.append(HTTPHeader("x-amz-expected-bucket-owner", owner))
    }
    for (argument, header) in headers.sorted(by: { $0.key < $1.key }) {
      if let value = scope.arguments[argument]?.string {
        call.headers.append(HTTPHeader(header, value))
      }
    }
    return call
  }

  private func bucket(_ scope: Scope) -> String {
    scope.arguments["bucket"]?.string ?? scope.id
  }
}

extension Shape {
  /// A block that may be there with nothing in it, which XML tells by an element without content.
  static func emptyBlock(_ members: [Member]) -> Shape {
    .odd(
      write: { Shape.block(members).written($0) },
      read: { seen, declared in
        if seen.isNothing, let declared, declared.list?.first?.isNothing == true {
          return declared
        }
        let read = Shape.block(members).read(seen, declared: declared ?? .list([]))
        // Without a declaration it is a list all the same: blocks are.
        return read.list == nil && !read.isNull ? .list([read]) : read
      })
  }
}
