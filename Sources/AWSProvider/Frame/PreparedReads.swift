import AWSClient
import InfraModel
import Synchronization

/// Objects that were read many at once, until each is asked for by itself: a refresh of hundreds of
/// resources sends a third fewer requests so.
///
/// Each is handed out once, so that nothing is taken for present later on.
final class PreparedReads: Sendable {
  private let objects = Mutex<[String: [String: Datum]]>([:])

  /// Keeps an object of a type by its id.
  func keep(_ object: Datum, of type: String, id: String) {
    objects.withLock { $0[type, default: [:]][id] = object }
  }

  /// Hands an object out.
  func take(_ type: String, id: String) -> Datum? {
    objects.withLock { $0[type]?.removeValue(forKey: id) }
  }

  /// Forgets all that was not asked for.
  func clear() { objects.withLock { $0 = [:] } }
}

extension AWSProvider {
  /// Asks for those that can be asked for together. What goes wrong is left to the reading of each.
  public func prepare(toRead resources: [ResourceState]) async {
    session.prepared.clear()
    var ids: [String: [String]] = [:]
    for resource in resources where resource.status == .ready {
      guard let id = resource.attributes["id"]?.string, !id.isEmpty else { continue }
      ids[resource.address.type, default: []].append(id)
    }
    await withTaskGroup(of: Void.self) { group in
      for (name, ids) in ids where ids.count > 1 {
        guard let type = ServedTypes.all[name], let together = type.lookup.together else {
          continue
        }
        for start in stride(from: 0, to: ids.count, by: together.most) {
          let part = Array(ids[start..<min(start + together.most, ids.count)])
          group.addTask { await self.prepare(type, together, part) }
        }
      }
      await group.waitForAll()
    }
  }

  private func prepare(_ type: AWSType, _ together: Lookup.Together, _ ids: [String]) async {
    guard let answer = try? await session.client.send(together.call(ids)) else { return }
    for object in type.lookup.objects(answer, .id("")) {
      guard let id = object[path: together.id].string else { continue }
      session.prepared.keep(object, of: type.name, id: id)
    }
  }
}
