import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider
@testable import InfraCommand

private struct TopicStack: Environment {
  let name = "dev"
  let project = "sample"
  let tags: [String: String]
  var platform: any Platform { AWSRegion("eu-central-1", tags: tags) }

  init(_ inputs: Inputs) {
    let team = inputs.text("team", default: "core", "who looks after it")
    tags = team == "nobody" ? [:] : ["team": team]
  }

  var body: [Declaration] { AWSSNSTopic("plain") }
}

@Suite("A provider's default tags on AWS", .enabled(if: Moto.isWanted), .serialized)
struct DefaultTagsTests {
  @Test("are changed, taken away and healed on what has no tags of its own")
  func life() async throws {
    let moto = try await Moto.own()
    let client = try moto.client(region: "eu-central-1")
    let topic = Datum.string("arn:aws:sns:eu-central-1:123456789012:plain")
    let tags = { () async throws in
      let answer = try await client.send(
        AWSCall(.sns, "ListTagsForResource", ["ResourceArn": topic]))
      return answer["Tags"].elements.filter { $0["Key"].string?.hasPrefix("infra:") == false }
    }
    let core = [["Key": "team", "Value": "core"] as Datum]
    try await Project.run(moto.variables, { TopicStack($0) }) { project in
      #expect(await project.infra("apply dev --yes").code == .done)
      #expect(try await tags() == core)
      let quiet = await project.infra("plan dev --refresh --detailed-exitcode")
      #expect(quiet.code == .done, "\(quiet)")

      let otherHands = [
        AWSCall(.sns, "UntagResource", ["ResourceArn": topic, "TagKeys": ["team"]]),
        AWSCall(
          .sns, "TagResource",
          ["ResourceArn": topic, "Tags": [["Key": "team", "Value": "theirs"]]]),
      ]
      for change in otherHands {
        _ = try await client.send(change)
        let drift = await project.infra("drift dev")
        #expect(drift.out.contains("team"), "\(drift)")
        let healed = await project.infra("apply dev --yes")
        #expect(healed.out.contains("1 to update"), "\(healed)")
        #expect(try await tags() == core)
      }

      let renamed = await project.infra("apply dev --yes --set team=web")
      #expect(renamed.out.contains("1 to update"), "\(renamed)")
      #expect(try await tags() == [["Key": "team", "Value": "web"]])
      let without = await project.infra("apply dev --yes --set team=nobody")
      #expect(without.out.contains("1 to update"), "\(without)")
      #expect(try await tags() == [])
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }
}
