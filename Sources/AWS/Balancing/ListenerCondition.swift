import InfraDSL
import InfraModel

/// Which requests a rule of a listener is for, as Terraform's `condition` block.
public enum ListenerCondition: ArgumentValue {
  /// Those for one of these hosts; `*` and `?` stand for others.
  case hosts([Value<String>])
  /// Those for one of these paths.
  case paths([Value<String>])
  /// Those with one of these values of a header field.
  case header(String, [Value<String>])
  /// Those by one of these methods.
  case methods([String])
  /// Those with one of these parameters in their query.
  case queries([QueryPair])
  /// Those from one of these networks.
  case sources([Value<CIDR>])

  /// Those for a path.
  public static func path(_ pattern: Value<String>) -> ListenerCondition { .paths([pattern]) }
  /// Those for a host.
  public static func host(_ pattern: Value<String>) -> ListenerCondition { .hosts([pattern]) }

  /// The block; a condition without a value is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .hosts(let values): return values.block("host_header", &context)
    case .paths(let values): return values.block("path_pattern", &context)
    case .methods(let values): return values.block("http_request_method", &context)
    case .sources(let values): return values.block("source_ip", &context)
    case .header(let name, let values):
      reportIfEmpty(values.isEmpty, &context)
      let header = context.block(["http_header_name": name, "values": values])
      return context.object(["http_header": Made(header)])
    case .queries(let pairs):
      reportIfEmpty(pairs.isEmpty, &context)
      return context.object(["query_string": pairs])
    }
  }

  private func reportIfEmpty(_ isEmpty: Bool, _ context: inout LoweringContext) {
    if isEmpty { context.report("Invalid condition", "A condition has no value.") }
  }

  /// A parameter of a query; without a name the value is looked for anywhere.
  public struct QueryPair: ArgumentValue, Hashable {
    let key: String?
    let value: String

    /// A parameter with its value.
    public init(_ key: String? = nil, _ value: String) {
      self.key = key
      self.value = value
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["key": key, "value": value])
    }
  }
}

extension Array where Element: ArgumentValue {
  fileprivate func block(_ name: String, _ context: inout LoweringContext) -> Datum {
    if isEmpty { context.report("Invalid condition", "A condition has no value.") }
    return context.object([name: Made(context.block(["values": self]))])
  }
}
