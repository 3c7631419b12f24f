import AWSClient
import InfraHTTP
import InfraModel
import InfraState

/// The objects of a bucket under a prefix, by S3's own API.
///
/// Conditions are `If-None-Match: *` and `If-Match` of PutObject ("Conditional requests" of S3's
/// user guide): 412 where one does not hold, 404 where the object to be matched is gone, 409 where
/// another write was under way, which is to be tried again. Reads and lists see every write that
/// was answered ("Amazon S3 data consistency model").
public struct S3ObjectStore: ObjectStore {
  private let location: S3StateLocation
  private let client: AWSClient

  /// How often to write again where another write was under way.
  private static let conflictsMax = 8

  /// The objects of a place; the client is of its region.
  public init(_ location: S3StateLocation, client: AWSClient) {
    self.location = location
    self.client = client
  }

  /// The bucket and the prefix.
  public var place: String { location.place }

  /// An object; nothing if there is none.
  public func read(_ key: String) async throws(Diagnostic) -> StoredObject? {
    let call = AWSCall(.s3, "GetObject", .get, "/{Bucket}/{Key+}", input(key))
    do throws(AWSFailure) {
      let answer = try await client.send(call)
      return StoredObject(bytes: answer.body, version: try version(answer, call))
    } catch {
      if error.code == "NoSuchKey" || (error.status == 404 && error.code == "NotFound") {
        return nil
      }
      throw S3Problem(location, client.region).diagnostic(error, key)
    }
  }

  /// All keys that begin so, sorted.
  public func list(_ prefix: String) async throws(Diagnostic) -> [String] {
    let start = location.prefix.isEmpty ? "" : location.prefix + "/"
    var keys: [String] = []
    var token: String?
    repeat {
      var query = [(name: "list-type", value: "2"), (name: "prefix", value: start + prefix)]
      if let token { query.append((name: "continuation-token", value: token)) }
      let call = AWSCall(
        .s3, "ListObjectsV2", .get, "/{Bucket}", ["Bucket": .string(location.bucket)],
        query: query.sorted { $0.name < $1.name })
      let answer: AWSAnswer
      do throws(AWSFailure) { answer = try await client.send(call) } catch {
        throw S3Problem(location, client.region).diagnostic(error, prefix)
      }
      keys += answer["Contents"].elements.compactMap { $0["Key"].string }
        .map { String($0.dropFirst(start.count)) }
      token =
        answer["IsTruncated"].string == "true" ? answer["NextContinuationToken"].string : nil
    } while token != nil
    return keys.sorted()
  }

  /// Writes an object if a condition holds; answers its version, or nothing where it did not hold.
  public func write(_ bytes: [UInt8], to key: String, if condition: WriteCondition)
    async throws(Diagnostic) -> ObjectVersion?
  {
    var headers: [HTTPHeader] = []
    switch condition {
    case .absent: headers = [HTTPHeader("If-None-Match", "*")]
    case .unchanged(let version): headers = [HTTPHeader("If-Match", version.text)]
    case .none: break
    }
    let call = AWSCall(
      .s3, "PutObject", .put, "/{Bucket}/{Key+}", input(key), headers: headers,
      body: .bytes(bytes, contentType: "text/plain; charset=utf-8"))
    var conflicts = 0
    while true {
      do throws(AWSFailure) {
        let answer = try await client.send(call)
        return try version(answer, call)
      } catch {
        switch error.status {
        case 412: return nil
        case 404 where error.code == "NoSuchKey" && condition != .none: return nil
        case 409 where conflicts < Self.conflictsMax:
          conflicts += 1
          // Full jitter, as the SDKs' waits have.
          try? await client.world.sleep(
            client.world.random() * min(0.1 * Double(1 << conflicts), 5))
        default: throw S3Problem(location, client.region).diagnostic(error, key)
        }
      }
    }
  }

  /// Removes an object; there may be none.
  public func remove(_ key: String) async throws(Diagnostic) {
    let call = AWSCall(.s3, "DeleteObject", .delete, "/{Bucket}/{Key+}", input(key))
    do throws(AWSFailure) { _ = try await client.send(call) } catch {
      throw S3Problem(location, client.region).diagnostic(error, key)
    }
  }

  private func input(_ key: String) -> Datum {
    [
      "Bucket": .string(location.bucket),
      "Key": .string(location.prefix.isEmpty ? key : "\(location.prefix)/\(key)"),
    ]
  }

  private func version(_ answer: AWSAnswer, _ call: AWSCall) throws(AWSFailure) -> ObjectVersion {
    guard let tag = answer.headers["ETag"], !tag.isEmpty else {
      throw AWSFailure(
        .unparsable, call, region: client.region, endpoint: place,
        message: "it names no ETag of the object", status: answer.status)
    }
    return ObjectVersion(tag)
  }
}
