import InfraModel
import InfraSecrets
import Testing

@Suite("Declarations with fingerprints filled in")
struct SealedDesiredTests {
  static let schema = Schema(
    type: "test_thing", summary: "A thing.",
    arguments: [ArgumentSchema("a", .optional, isSensitive: true, changing: .always(.inPlace), "")],
    attributes: [])

  func secret(_ name: String, _ fingerprint: String? = nil) -> Datum {
    .secret(SealedSecret(.environment(name), fingerprint: fingerprint))
  }

  /// A declaration with the five secrets given at the five kinds of places.
  func desired(_ secrets: [Datum]) -> Desired {
    var lifecycle = Lifecycle()
    lifecycle.replaceTriggers = [secrets[1]]
    lifecycle.preconditions = [Condition(.notEmpty(secrets[2]), "")]
    lifecycle.checks = [Condition(.equal("x", ["y": secrets[2]]), "")]
    let nested: Datum = ["files": [["content": .segments(["password=", secrets[0]])]]]
    return Desired(
      environment: "test",
      resources: [
        DesiredResource(
          address: Address(module: [], type: "test_thing", key: "a"), schema: Self.schema,
          arguments: [nested], lifecycle: lifecycle)
      ],
      outputs: [DesiredOutput(name: "o", value: secrets[3])],
      providers: [ProviderConfiguration(name: "test", settings: Fields(["key": secrets[4]]))])
  }

  @Test("hold them at every place, nested ones too, and are otherwise the same")
  func everywhere() {
    let names = ["A", "B", "C", "D", "E"]
    let fingerprints = Dictionary(
      uniqueKeysWithValues: names.map { (SecretSource.environment($0), "p1:\($0)") })
    let sealed = desired(names.map { secret($0) }).sealed(with: fingerprints)
    let expected = desired(names.map { secret($0, "p1:\($0)") })
    #expect(sealed.resources.map(\.arguments) == expected.resources.map(\.arguments))
    #expect(sealed.resources.map(\.lifecycle) == expected.resources.map(\.lifecycle))
    #expect(sealed.outputs == expected.outputs)
    #expect(sealed.providers == expected.providers)
  }

  @Test("keep what nothing is known of")
  func unknown() {
    let plain = desired([secret("A"), secret("B", "p1:old"), secret("C"), "d", "e"])
    let sealed = plain.sealed(with: [.environment("Z"): "p1:z"])
    #expect(sealed.resources.map(\.arguments) == plain.resources.map(\.arguments))
    #expect(sealed.resources.map(\.lifecycle) == plain.resources.map(\.lifecycle))
  }

  @Test("name the sources of all secrets, sorted, each once")
  func sources() {
    let found = desired(["E", "B", "C", "D", "B"].map { secret($0) }).secretSources
    #expect(found == ["B", "C", "D", "E"].map { SecretSource.environment($0) })
  }
}
