/// Text compared by its bytes, as files and APIs compare it.
///
/// Swift's own `==` and `<` take text for the same that Unicode calls canonically equivalent, as
/// an accented letter in one code point or in two. For a file's content, a label or an object's
/// field those are two.
extension String {
  /// Whether both are the same bytes.
  func hasSameBytes(as other: String) -> Bool {
    withContiguousBytes(other) { left, right in
      left.count == right.count && String.equalPrefix(left, right) == left.count
    }
  }

  /// Whether it comes before the other in the order of bytes.
  func precedes(_ other: String) -> Bool {
    withContiguousBytes(other) { left, right in
      let equal = String.equalPrefix(left, right)
      if equal == right.count { return false }
      return equal == left.count || left[equal] < right[equal]
    }
  }

  @inline(__always)
  private func withContiguousBytes(
    _ other: String, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    var left = self
    var right = other
    return left.withUTF8 { left in
      right.withUTF8 { body(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer($0)) }
    }
  }

  /// How many bytes both begin with, eight at a time: state of several megabytes is compared
  /// within a plan of 150 ms.
  @inline(__always)
  private static func equalPrefix(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Int {
    let count = Swift.min(left.count, right.count)
    var index = 0
    while index + 8 <= count {
      let difference =
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        ^ right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if difference != 0 {
        return index + UInt64(littleEndian: difference).trailingZeroBitCount / 8
      }
      index += 8
    }
    while index < count, left[index] == right[index] { index += 1 }
    return index
  }
}
