extension StringProtocol {
  /// The text without the characters at its two ends that are to go.
  ///
  ///     " a b. ".trimming { ". ".contains($0) }  // "a b"
  public func trimming(_ isToGo: (Character) -> Bool) -> String {
    let tail = drop(while: isToGo)
    guard let last = tail.lastIndex(where: { !isToGo($0) }) else { return "" }
    return String(tail[...last])
  }
}
