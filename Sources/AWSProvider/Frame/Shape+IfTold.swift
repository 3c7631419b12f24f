import InfraModel

extension Shape {
  /// A value that is as declared where the service does not tell it: of a kind of objects that does
  /// not have it, or in an answer that leaves it out.
  static func ifTold(_ inner: Shape) -> Shape {
    .odd(
      write: inner.written,
      read: { seen, declared in
        if seen.isNull { return declared ?? .null }
        let found = inner.read(seen, declared: declared)
        if let declared, inner.isSame(declared, found) { return declared }
        return found
      })
  }
}
