import InfraHTTP
import InfraModel

/// What a service answered to a call that it carried out.
public struct AWSAnswer: Sendable {
  /// The content. Of XML: elements with children are objects, repeated ones lists, those named
  /// `member` or `item` always; text is text, also where it is a number or a truth value.
  public let output: Datum
  /// The headers.
  public let headers: HTTPHeaders
  /// The status.
  public let status: Int
  /// The body as it came.
  public let body: [UInt8]

  /// The value at a path of names joined by dots; `null` where there is none.
  public subscript(path: String) -> Datum { output[path: path] }
}

extension Datum {
  /// The value at a path of names joined by dots, elements of lists by their numbers from 0;
  /// `null` where there is none.
  public subscript(path path: String) -> Datum {
    var value = self
    for name in path.split(separator: ".") {
      if let items = value.list, let index = Int(name) {
        value = items.indices.contains(index) ? items[index] : .null
      } else {
        value = value[String(name)]
      }
    }
    return value
  }

  /// The elements of a list of a protocol in which one element and a list of one look the same.
  public var elements: [Datum] {
    switch self {
    case .null, .string(""): []
    case .list(let items): items
    default: [self]
    }
  }
}
