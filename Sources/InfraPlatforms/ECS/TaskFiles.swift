import AWS
import InfraDSL
import InfraModel

/// The files of a service and the folders that it writes in, without a host to put them on.
///
/// Every file's content lies in Secrets Manager and comes into the task as a variable of a first
/// container, which writes it to a folder that goes with the task, and ends. Not in parameters of
/// Systems Manager: those refuse `{{`, which alert rules and dashboards are full of, and end at
/// 8 KiB. Not in the task definition: that ends at 64 KiB, and Grafana's dashboards alone have
/// more. A secret file is a secret of its own; configuration files share documents of JSON, of
/// which ECS hands over single fields. The version stands in the task definition, so that another
/// content is rolled out like another image.
struct TaskFiles {
  private(set) var declarations: [Declaration] = []
  /// The secrets that are read when a task starts.
  private(set) var secrets: [AWSSecretsManagerSecret] = []
  private var variables: [String: Value<AnyARN>] = [:]
  private var lines: [String] = []
  private let scope: TaskScope

  /// The most bytes of configuration in one document; Secrets Manager takes 65,536 of JSON, in
  /// which quotes and line ends take two.
  private static let documentSizeMax = 48_000

  init(_ scope: TaskScope, _ context: ExpansionContext) {
    self.scope = scope
    let files = scope.service.files
    for folder in Set(files.map { Self.folder(of: $0.path) }).sorted() {
      lines.append("mkdir -p '\(folder)'")
    }
    for file in files where file.isSecret { add(file) }
    for (index, part) in documents(files.filter { !$0.isSecret }, context).enumerated() {
      add(part, number: index + 1)
    }
    for path in writable { lines.append("chmod 1777 '\(path)'") }
  }

  /// Whether there is anything to be done before the service starts.
  var isNeeded: Bool { !lines.isEmpty }

  /// The folders that files lie in, the outermost only: each is an empty folder of the task.
  var folders: [String] {
    var outermost: [String] = []
    for folder in Set(scope.service.files.map { Self.folder(of: $0.path) }).sorted()
    where !outermost.contains(where: { folder.hasPrefix($0 + "/") }) {
      outermost.append(folder)
    }
    return outermost
  }

  /// The folders that the service writes in, where its own file system is not to be written.
  var writable: [String] { scope.service.image.isReadOnly ? scope.service.image.writable : [] }

  /// The container that writes the files, and ends.
  func container(image: TaskImage, logs: ContainerLogs) -> ContainerDefinition {
    ContainerDefinition(
      "files", image: image.reference,
      command: ["sh", "-c", Value((["set -e"] + lines).joined(separator: "\n"))],
      secrets: variables,
      mounts: (folders + writable).map { .init(TaskScope.word($0), at: Value($0)) }, logs: logs,
      isEssential: false, isReadOnly: true)
  }

  private mutating func add(_ file: ServiceFile) {
    let key = TaskScope.word(file.path)
    let (secret, version) = make(key, content: file.content)
    write(file, from: "\(secret.arn):::\(version.versionID)")
  }

  private mutating func add(_ files: [ServiceFile], number: Int) {
    let contents = Dictionary(
      files.map { (TaskScope.word($0.path), $0.content) }, uniquingKeysWith: { first, _ in first })
    let (secret, version) = make("files-\(number)", content: .bundle(contents))
    for file in files {
      write(
        file, from: "\(secret.arn):\(TaskScope.word(file.path))::\(version.versionID)")
    }
  }

  private mutating func make(_ key: String, content: FileContent)
    -> (AWSSecretsManagerSecret, AWSSecretsManagerSecretVersion)
  {
    let location = scope.location
    // Made from the declarations again whenever it is wanted: no need to keep what is deleted.
    let secret = AWSSecretsManagerSecret(
      key, name: Value(SecretName("\(scope.name)/\(key)")), kmsKey: scope.foundation.key.keyID,
      recoveryWindow: RecoveryWindow.none, file: location.file, line: location.line)
    let version = AWSSecretsManagerSecretVersion(
      key, secret: secret.arn, content: content, file: location.file, line: location.line)
    declarations += [.resource(secret), .resource(version)]
    secrets.append(secret)
    return (secret, version)
  }

  private mutating func write(_ file: ServiceFile, from source: Value<AnyARN>) {
    let variable = "FILE_\(variables.count + 1)"
    variables[variable] = source
    let (user, group) = scope.owner
    lines += [
      "printf '%s' \"$\(variable)\" >'\(file.path)'",
      "chmod \(file.isSecret ? "0400" : "0444") '\(file.path)'",
      "chown \(user):\(group) '\(file.path)'",
    ]
  }

  /// The files in documents that are not too large, in order.
  private func documents(_ files: [ServiceFile], _ context: ExpansionContext) -> [[ServiceFile]] {
    var documents: [[ServiceFile]] = []
    var size = 0
    for file in files {
      let more = file.content.roughSize(context)
      if documents.isEmpty || size + more > Self.documentSizeMax {
        documents.append([])
        size = 0
      }
      documents[documents.count - 1].append(file)
      size += more
    }
    return documents
  }

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}
