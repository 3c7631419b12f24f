import InfraDSL
import InfraModel

/// Where the output of a container goes.
public enum LogDriver: ArgumentValue, Hashable {
  /// Files on the host, one JSON object a line.
  case jsonFile
  /// Compressed files on the host, rotated by themselves.
  case local
  /// The journal of systemd.
  case journald
  /// Nowhere; an unhealthy container can then say nothing about why.
  case none
  /// A driver by its name.
  case other(String)

  /// The driver's name.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .jsonFile: "json-file"
    case .local: "local"
    case .journald: "journald"
    case .none: "none"
    case .other(let name): .string(name)
    }
  }
}

extension [String: Value<String>] {
  /// Options that keep at most so many files of so many bytes each, for `jsonFile` and `local`.
  public static func rotatingLogs(files: Int = 3, each size: ByteCount = .mebibytes(10)) -> Self {
    ["max-file": Value(String(files)), "max-size": Value(String(size.bytes))]
  }
}
