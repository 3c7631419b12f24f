import FoundationEssentials
import InfraCrypto

extension FolderContents {
  /// The SHA-256 of all names, kinds, executable bits and contents, each with its length before
  /// it, so that no two folders share one text.
  public func digest() throws(Failure) -> String {
    do {
      var hash = try SHA256()
      for entry in entries {
        try hash.update("\(entry.path.utf8.count):\(entry.path)")
        switch entry.kind {
        case .folder: try hash.update("d")
        case .link(let target): try hash.update("l\(target.utf8.count):\(target)")
        case .file(let size, let isExecutable):
          try hash.update(isExecutable ? "x\(size):" : "f\(size):")
          try forEachChunk(of: entry.path) { try hash.update($0) }
        }
      }
      return try "sha256:" + hash.finish().hex
    } catch let failure as Failure {
      throw failure
    } catch { throw Failure(message: "\(folder): \(error)") }
  }

  /// Reads a file of the folder piece by piece.
  public func forEachChunk(of path: String, _ body: ([UInt8]) throws -> Void) throws {
    guard let file = OpenFile(folder + "/" + path) else {
      throw Failure(message: "\(path) cannot be read")
    }
    while let bytes = try file.read(atMost: 1 << 18) { try body(bytes) }
  }
}
