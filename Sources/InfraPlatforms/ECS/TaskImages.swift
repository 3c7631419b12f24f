import AWS
import InfraDSL
import InfraModel

/// A repository of the account's own for an image, and what of it runs.
struct TaskImage {
  let repository: AWSECRRepository
  let reference: Value<String>

  /// The image that writes files and opens folders before a service starts: it has a shell, which
  /// a service's own need not have.
  static let tools = ServiceImage(name: "busybox", source: .registry("busybox:1.37.0"))

  /// What runs: a published image by the tag or digest that it has where it is published, so that
  /// a copy is told from another; one that is built here by the release's tag.
  init(_ image: ServiceImage, of scope: TaskScope, _ context: inout ExpansionContext) {
    let place = "\(context.project)/\(context.environment)/\(image.name)"
    let location = scope.location
    let key = scope.platform.prefix + image.name
    repository = context.shared(key, identity: "\(image.source)", at: location) {
      AWSECRRepository(
        key, name: Value(RepositoryName(place)), tagMutability: .immutable,
        encryption: .kms(scope.foundation.key.arn), scanning: .onPush, file: location.file,
        line: location.line)
    }
    switch image.source {
    case .build: reference = "\(repository.url):\(scope.platform.release)"
    case .registry(_, let digest?): reference = "\(repository.url)@\(digest)"
    case .registry(let name, nil):
      if let tag = Self.tag(of: name) {
        reference = "\(repository.url):\(tag)"
      } else {
        reference = "\(repository.url)"
        context.report(
          Diagnostic(
            "Image without a version",
            "Service \"\(scope.service.key)\" runs \(image.source), which names no version: what "
              + "runs would change with no plan.", at: location,
            hints: ["name a tag, as \(name):1.2.3, or a digest"]))
      }
    }
  }

  /// The tag in a name: what follows the last colon that is not of a registry's port.
  static func tag(of name: String) -> String? {
    guard let colon = name.lastIndex(of: ":") else { return nil }
    let tag = name[name.index(after: colon)...]
    return tag.contains("/") || tag.isEmpty || tag == "latest" ? nil : String(tag)
  }
}
