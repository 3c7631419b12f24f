import InfraCrypto
import InfraDSL
import InfraFiles
import InfraModel

/// What a built image is known by: its folder's digest and all that is said about its build.
///
/// Built images bear it as a label. The same build is then not done twice: another environment,
/// or a rollback, takes the image that is there.
struct BuildIdentity: Hashable {
  /// The label that built images bear.
  static let label = "infra.build"

  let text: String

  /// The identity of a declared build; nothing where the folder's digest was not planned, or where
  /// the build is to be done anew each time.
  init?(_ request: ProviderRequest) throws(ProviderError) {
    guard let context = request["triggers"]["context"].string,
      request["build"]["no_cache"].bool != true
    else { return nil }
    let parts: Datum = [
      .string(context), request["build"], request["triggers"], request["platform"],
    ]
    do throws(CryptoError) {
      text = String(try SHA256.hash(JSONWriter.bytes(parts)).hex.prefix(32))
    } catch {
      throw ProviderError(.refused, request: "POST /build", message: "libcrypto: \(error).")
    }
  }

  /// Refuses to build a folder that is not what the plan was made from: somebody edited it since,
  /// or a rollback wants the folder of then.
  static func checkFolder(_ request: ProviderRequest, project: String) throws(ProviderError) {
    guard let planned = request["triggers"]["context"].string,
      let context = request["build"]["context"].string
    else { return }
    let now: String
    do throws(ProjectFileError) {
      now = try DiskProjectFiles(folder: project).digest(ofFolder: context)
    } catch {
      throw ProviderError(
        .refused, request: "POST /build",
        message: "The folder of the build cannot be read: \(context): \(error.message).",
        hints: ["check \"context\" of \(request.address)"])
    }
    if now == planned { return }
    throw ProviderError(
      .refused, request: "POST /build",
      message: "The folder \(context) is not what the plan was made from, and no image of that "
        + "build is on the engine's machine.",
      hints: [
        "plan again; for a rollback, check out the commit that the revision came from",
        "infra history tells the commit",
      ], commands: ["infra plan \(request.environment)"])
  }
}
