import InfraDSL
import InfraModel

/// All files of a container of one kind, in the order of their paths.
public struct UploadedFiles: ArgumentValue {
  let files: [UploadedFile]
  let placement: FilePlacement

  init(_ files: [UploadedFile], _ placement: FilePlacement) {
    self.files = files.sorted { $0.path < $1.path }
    self.placement = placement
  }

  /// Terraform knows the path, the content and the permissions.
  static let shape: [String: TerraformShape] = [
    "uid": .omitted, "gid": .omitted, "on_change": .omitted,
  ]

  /// One block for each file; a path that is not absolute, given twice or out of reach is a
  /// problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    guard !files.isEmpty else { return .null }
    for (index, file) in files.enumerated() {
      check(file.path, isRepeated: index > 0 && files[index - 1].path == file.path, &context)
    }
    return .list(
      files.map { file in
        context.object([
          "file": file.path, "content": file.content, "permissions": file.mode,
          "uid": file.user, "gid": file.group, "on_change": file.onChange.rawValue,
        ])
      })
  }

  private func check(_ path: String, isRepeated: Bool, _ context: inout LoweringContext) {
    let parts = path.split(separator: "/")
    if !path.hasPrefix("/") || path.hasSuffix("/") || parts.contains("..") || parts.contains(".") {
      context.report(
        "Invalid path", "\"\(path)\" is not the absolute path of a file.",
        hints: ["write it as /config/redis.conf"])
    }
    if isRepeated {
      context.report("File given twice", "\"\(path)\" is given twice.")
    }
    let isWithin = { (folder: String) in path.hasPrefix(folder == "/" ? "/" : folder + "/") }
    if let folder = placement.hiddenFolders.first(where: isWithin) {
      context.report(
        "File in a folder in memory",
        "\"\(path)\" would not be seen: \"\(folder)\" is a tmpfs, which is empty at every start.",
        hints: ["put the file elsewhere, or mount a volume there instead of the tmpfs"])
    }
    guard let writableFolders = placement.writableFolders else { return }
    let isReachable = writableFolders.contains(where: isWithin)
    if !isReachable {
      context.report(
        "File in a read-only container",
        "\"\(path)\" cannot be put into a container whose file system is read-only: the engine "
          + "refuses it, and what is put into a tmpfs is not seen.",
        hints: ["mount a volume over the file's folder: .anonymousVolume(at: \"/config\")"])
    }
  }

  /// What the difference of two lists of files does: the gravest of what each changed file says.
  ///
  /// A file that goes has the container made anew: the engine has no way to take one out.
  static let effect: @Sendable (Datum, Datum) -> Effect = { before, after in
    let old = byPath(before)
    let new = byPath(after)
    var gravest = Effect.inPlace
    for (path, file) in new where old[path] != file {
      if let known = old[path], withoutRule(known) == withoutRule(file) { continue }
      let rule = file["on_change"].string.flatMap(UploadedFile.OnChange.init) ?? .replace
      gravest = max(gravest, rule.effect)
    }
    return old.keys.contains { new[$0] == nil } ? max(gravest, .replaceWithGap) : gravest
  }

  private static func byPath(_ files: Datum) -> [String: Datum] {
    var found: [String: Datum] = [:]
    for file in files.list ?? [] { if let path = file["file"].string { found[path] = file } }
    return found
  }

  private static func withoutRule(_ file: Datum) -> Datum {
    guard var fields = file.object else { return file }
    fields["on_change"] = nil
    return .object(fields)
  }
}

/// Where files can be put in a container, by what is mounted in it.
struct FilePlacement: Sendable {
  /// The only folders that take files, in a read-only container; nothing if all do.
  let writableFolders: [String]?
  /// Folders in memory: what is put there before the start is hidden by them.
  let hiddenFolders: [String]

  init(_ mounts: [Mount], _ tmpfs: [String: Tmpfs], isReadOnly: Bool?) {
    writableFolders = isReadOnly == true ? mounts.compactMap(\.volumeTarget) : nil
    hiddenFolders = tmpfs.keys.sorted() + mounts.compactMap(\.tmpfsTarget)
  }
}
