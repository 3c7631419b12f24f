import InfraDSL
import InfraModel

/// The options of a folder in memory, as tmpfs(5) and the engine know them.
public struct Tmpfs: ArgumentValue {
  let size: ByteCount?
  let mode: FileMode?
  let isExecutable: Bool

  /// A folder in memory.
  ///
  /// - Parameters:
  ///   - size: The most it holds; half of the host's memory if not given.
  ///   - mode: Its permissions; 1777 if not given.
  ///   - isExecutable: Whether programs in it may be run.
  public init(size: ByteCount? = nil, mode: FileMode? = nil, isExecutable: Bool = false) {
    self.size = size
    self.mode = mode
    self.isExecutable = isExecutable
  }

  /// The options as text, in one order: `exec,mode=1777,size=67108864`.
  public func lower(_ context: inout LoweringContext) -> Datum {
    var options: [String] = isExecutable ? ["exec"] : []
    if let text = mode?.lower(&context).string { options.append("mode=\(text)") }
    if let bytes = size?.lower(&context).int { options.append("size=\(bytes)") }
    return .string(options.joined(separator: ","))
  }
}
