/// A value in one place that copies share until one of them changes it: copying takes one reference
/// count, however many objects the value holds.
struct Shared<Content: Sendable>: Sendable {
  // Safe: `content` is written only by `Shared`, and only while it alone refers to the place.
  final class Place: @unchecked Sendable {
    var content: Content

    init(_ content: Content) { self.content = content }
  }

  var place: Place

  /// Puts a value into a place of its own.
  init(_ content: Content) { place = Place(content) }

  /// The value. To change it makes a place of its own first, where copies share it.
  var content: Content {
    _read { yield place.content }
    _modify {
      if !isKnownUniquelyReferenced(&place) { place = Place(place.content) }
      yield &place.content
    }
  }
}

extension Shared: Equatable where Content: Equatable {
  /// Whether both are the same; copies that share a place are, without a look at the value.
  static func == (left: Shared, right: Shared) -> Bool {
    left.place === right.place || left.place.content == right.place.content
  }
}

extension Shared: Hashable where Content: Hashable {
  /// Hashes the value.
  func hash(into hasher: inout Hasher) { place.content.hash(into: &hasher) }
}
