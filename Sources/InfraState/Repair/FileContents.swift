import InfraModel

/// The bytes of all files of an environment, read once; nothing for a file that is not there.
struct FileContents {
  let files: StateFiles
  var snapshot: [UInt8]?
  var journal: [UInt8]?
  var history: [UInt8]?
  var lock: [UInt8]?
  var plan: [UInt8]?
  var temporaries: [String] = []

  init(_ disk: any Disk, _ files: StateFiles) throws(Diagnostic) {
    try self.init(local: disk, files)
    do throws(DiskError) {
      snapshot = try disk.read(files.snapshot)
      history = try disk.read(files.history)
      lock = try disk.read(files.lock)
    } catch { throw .disk(error) }
  }

  /// What lies in the folder whatever is shared.
  init(local disk: any Disk, _ files: StateFiles) throws(Diagnostic) {
    self.files = files
    do throws(DiskError) {
      journal = try disk.read(files.journal)
      plan = try disk.read(files.plan)
      for name in try disk.list(files.folder)
      where name.hasPrefix(files.environment + ".") && name.hasSuffix(".tmp") {
        temporaries.append("\(files.folder)/\(name)")
      }
    } catch { throw .disk(error) }
  }

  /// Whether nothing at all is there.
  var isEmpty: Bool { snapshot == nil && journal == nil && history == nil }
}
