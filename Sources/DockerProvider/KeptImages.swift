import InfraModel

/// Built images that were replaced and stay for a while, so that a rollback finds what it goes
/// back to when the source of then is gone.
struct KeptImages {
  /// The label that says which image a build was for.
  static let label = "infra.image"
  /// How many replaced builds of one image stay.
  static let countMax = 3

  let engine: Engine

  /// Keeps a replaced image if it can be found again by its build, and lets older ones go.
  /// Answers whether it is kept.
  func keep(_ request: ProviderRequest, wanted: (String) -> Bool) async throws(ProviderError)
    -> Bool
  {
    guard let id = request.knownAttributes["image_id"]?.string, !wanted(id) else { return false }
    let answer = try await engine.send(
      EngineRequest(.get, "/images/\(EngineRequest.encode(id))/json", expecting: [404]))
    guard answer.status != 404,
      let name = answer.json["Config"]["Labels"][Self.label].string,
      !answer.json["Config"]["Labels"][BuildIdentity.label].isNull
    else { return false }
    try await remove(of: name, beyond: Self.countMax)
    return true
  }

  /// Removes the replaced builds of an image but for the newest few; one that a container runs
  /// stays.
  func remove(of name: String, beyond count: Int) async throws(ProviderError) {
    let filter: Datum = ["dangling": ["true"], "label": [.string("\(Self.label)=\(name)")]]
    let found = try await engine.send(
      EngineRequest(.get, "/images/json", query: [("filters", JSONWriter.text(filter))]))
    var builds: [(tagged: String, id: String)] = []
    for image in found.json.list ?? [] {
      guard let id = image["Id"].string else { continue }
      // When it got its name, not when it was made: builds that only set variables say that they
      // are as old as their base. Without zone and trailing zeros the text sorts as the time does.
      let whole = try await engine.send(
        EngineRequest(.get, "/images/\(EngineRequest.encode(id))/json", expecting: [404]))
      let tagged = whole.json["Metadata"]["LastTagTime"].string ?? ""
      builds.append((String(tagged.prefix { $0 != "Z" && $0 != "+" }), id))
    }
    for build in builds.sorted(by: { $0 > $1 }).dropFirst(count) {
      _ = try await engine.send(
        EngineRequest(
          .delete, "/images/\(EngineRequest.encode(build.id))", expecting: [404, 409]))
    }
  }
}
