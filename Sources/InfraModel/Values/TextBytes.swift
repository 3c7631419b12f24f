/// Text compared by its bytes, as files and APIs compare it.
///
/// Swift's own `==` and `<` take text for the same that Unicode calls canonically equivalent, as
/// an accented letter in one code point or in two. For a file's content, a label or an object's
/// field those are two.
extension String {
  /// Whether both are the same bytes.
  func hasSameBytes(as other: String) -> Bool {
    // Equal bytes are always equal text: the fast comparison answers for most that differ.
    guard self == other, utf8.count == other.utf8.count else { return false }
    return utf8.elementsEqual(other.utf8)
  }

  /// Whether it comes before the other in the order of bytes.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
