import AWSClient
import InfraModel

/// Asks for those objects together that can be asked for together, and keeps them until each is
/// read. What goes wrong is left to the reading of each.
struct Preparation {
  /// A resource in the state.
  private struct Wanted: Sendable {
    let type: AWSType
    let id: String
  }

  /// A resource with its object.
  private struct Found: Sendable {
    let wanted: Wanted
    var object: Datum
  }

  /// A call to send, and whose objects its answer has.
  private struct Question: Sendable {
    let call: AWSCall
    let wanted: [Wanted]
  }

  private let session: AWSSession

  init(_ session: AWSSession) { self.session = session }

  /// Reads what can be read together of these resources.
  func run(_ resources: [ResourceState]) async {
    session.prepared.clear()
    var found = await answers(to: await questions(about: resources)) { question, answer in
      question.wanted.compactMap { wanted in
        wanted.type.lookup.object(wanted.id, in: answer).map { Found(wanted: wanted, object: $0) }
      }
    }
    await complete(&found)
    for each in found {
      session.prepared.keep(each.object, of: each.wanted.type.name, id: each.wanted.id)
    }
  }

  private func questions(about resources: [ResourceState]) async -> [Question] {
    var asked: [[String]: [String: [Wanted]]] = [:]
    var ways: [[String]: Lookup.Together] = [:]
    for resource in resources where resource.status == .ready {
      let name = resource.address.type
      guard let type = ServedTypes.all[name], let together = type.lookup.together,
        let id = await id(of: resource, type), let key = together.key(id)
      else { continue }
      let question = [together.question.isEmpty ? name : together.question, key.group]
      ways[question] = together
      asked[question, default: [:]][key.name, default: []].append(Wanted(type: type, id: id))
    }
    return asked.flatMap { question, wanted -> [Question] in
      guard let way = ways[question] else { return [] }
      let names = wanted.keys.sorted()
      return Self.parts(names, way.most).compactMap { part in
        let all = part.flatMap { wanted[$0] ?? [] }
        // One alone is as well asked for when it is read.
        guard all.count > 1, let call = way.call(question[1], part) else { return nil }
        return Question(call: call, wanted: all)
      }
    }
  }

  /// What the object of a resource is found by.
  private func id(of resource: ResourceState, _ type: AWSType) async -> String? {
    guard let id = resource.attributes["id"]?.string, !id.isEmpty else { return nil }
    if type.whole == nil { return id }
    return try? await TypeFinding(type: type, session: session)
      .whole(resource.attributes, resource.arguments)
  }

  /// Takes in further reads that several objects can be asked for at once.
  private func complete(_ found: inout [Found]) async {
    var extras: [String: (extra: Lookup.ExtraTogether, member: String, indices: [Int])] = [:]
    for (index, each) in found.enumerated() {
      for extra in each.wanted.type.lookup.extras {
        guard let together = extra.together else { continue }
        extras[together.question, default: (together, extra.member, [])].indices.append(index)
      }
    }
    for (extra, member, indices) in extras.values {
      let wanted = indices.map { found[$0].wanted }
      let questions = Self.parts(wanted, extra.most).map { part in
        Question(call: extra.call(part.map(\.id)), wanted: part)
      }
      let told = await answers(to: questions) { question, answer in
        question.wanted.map { Found(wanted: $0, object: extra.pick(answer, $0.id)) }
      }
      let values = Dictionary(
        told.map { ($0.wanted.id, $0.object) }, uniquingKeysWith: { first, _ in first })
      for index in indices {
        guard let value = values[found[index].wanted.id] else { continue }
        found[index].object = found[index].object.setting(member, value)
      }
    }
  }

  private func answers(
    to questions: [Question], _ taken: @escaping @Sendable (Question, AWSAnswer) -> [Found]
  ) async -> [Found] {
    let session = session
    return await withTaskGroup(of: [Found].self) { group in
      for question in questions {
        group.addTask {
          guard let answer = try? await session.client.send(question.call) else { return [] }
          return taken(question, answer)
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  private static func parts<Element>(_ all: [Element], _ most: Int) -> [[Element]] {
    stride(from: 0, to: all.count, by: most).map { Array(all[$0..<min($0 + most, all.count)]) }
  }
}

extension AWSProvider {
  /// Asks for those that can be asked for together. What goes wrong is left to the reading of each.
  public func prepare(toRead resources: [ResourceState]) async {
    await Preparation(session).run(resources)
  }
}
