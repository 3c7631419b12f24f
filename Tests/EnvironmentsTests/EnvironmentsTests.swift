import Environments
import Foundation
import InfraDSL
import InfraFiles
import InfraModel
import Testing

@Suite("The environments")
struct EnvironmentsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path
  private static let names = ["dev", "staging", "prod", "preview-7", "preview-8"]

  private func lower(_ name: String, _ values: [String: String] = [:]) -> Lowering.Result {
    let known = ["images": "debian", "owner": "alice", "expires": "2027-01-31"]
    let inputs = Inputs(known.merging(values) { _, given in given }, required: [])
    return Lowering.lower(files: DiskProjectFiles(folder: Self.root), inputs: inputs) {
      inputs throws(Diagnostic) in try catalogue.environment(named: name, inputs)
    }
  }

  private func containers(_ name: String) -> [DesiredResource] {
    lower(name).desired.resources.filter { $0.schema.type == "docker_container" }
  }

  @Test("are declared without a problem, with either supply of images", arguments: names)
  func valid(name: String) {
    for images in ["upstream", "debian"] {
      #expect(lower(name, ["images": images]).diagnostics.items.map(\.detail) == [])
    }
  }

  @Test("tell where they are reached and watched", arguments: names)
  func outputs(name: String) {
    let outputs = Set(lower(name).desired.outputs.map(\.name))
    #expect(outputs.isSuperset(of: ["url", "prometheus_url", "alertmanager_url"]))
    let upstream = Set(lower(name, ["images": "upstream"]).desired.outputs.map(\.name))
    #expect(upstream.contains("grafana_url"))
  }

  @Test("share no port and no name on one machine")
  func apart() {
    var owners: [String: String] = [:]
    for name in ["dev", "staging", "preview-7", "preview-8"] {
      for resource in lower(name).desired.resources {
        let isImage = resource.schema.type == "docker_image"
        if let object = resource["name"].string, !isImage {
          let key = "\(resource.schema.type) \(object)"
          #expect(owners[key] == nil, "\(key): \(name) and \(owners[key] ?? "")")
          owners[key] = name
        }
        for port in resource["ports"].list ?? [] {
          guard let number = port["external"].int else { continue }
          #expect(owners["port \(number)"] == nil, "port \(number)")
          owners["port \(number)"] = name
          #expect(port["ip"] == "127.0.0.1")
        }
      }
    }
  }

  @Test("run every container without rights that it does not need", arguments: names)
  func hardened(name: String) {
    for container in containers(name) {
      #expect(container["read_only"] == true, "\(container.address)")
      #expect(container["capabilities"]["drop"] == ["ALL"])
      #expect(container["capabilities"]["add"].isNull)
      #expect(container["security_opts"] == ["no-new-privileges:true"])
      #expect(container["user"].string?.hasPrefix("0") == false)
      #expect(!container["memory"].isNull && !container["pids_limit"].isNull)
    }
  }

  @Test("give secrets as files alone", arguments: names)
  func secretsAsFiles(name: String) {
    for container in containers(name) {
      for (row, value) in zip(container.schema.arguments, container.arguments)
      where row.name != "secret_upload" {
        #expect(!value.holdsSecret, "\(container.address) \(row.name)")
      }
    }
  }

  @Test("have two gateways and two engines where it matters, replaced one after the other")
  func replicas() {
    let all = containers("staging")
    for module in ["api/gateway", "engine/ai-engine"] {
      let replicas = all.filter { $0.address.text.hasPrefix(module) }
      #expect(replicas.count == 2)
      #expect(replicas.last?.dependencies.contains { $0 == replicas.first?.address } == true)
    }
  }

  @Test("keep the data of staging and production when they are destroyed")
  func retained() {
    for name in ["staging", "prod"] {
      let volumes = lower(name).desired.resources.filter {
        ["docker_volume", "aws_efs_file_system"].contains($0.schema.type)
      }
      #expect(!volumes.isEmpty && volumes.allSatisfy(\.lifecycle.retainOnDelete))
    }
  }

  @Test("a preview bears its owner on everything, and is prolonged without touching anything")
  func preview() {
    let preview = lower("preview-7").desired
    for resource in preview.resources where resource.schema.argument("labels") != nil {
      #expect(resource["labels"]["studyai.owner"] == "alice", "\(resource.address)")
    }
    let longer = lower("preview-7", ["expires": "2027-02-28"]).desired
    #expect(preview.resources.map(\.arguments) == longer.resources.map(\.arguments))
    #expect(longer.outputs.contains { $0.name == "expires" && $0.value == "2027-02-28" })
  }

  @Test("a preview without an owner, with no day, or of no pull request says all that is wrong")
  func previewProblems() {
    let inputs = Inputs(["images": "debain", "expires": "soon"], required: [])
    let result = Lowering.lower(files: DiskProjectFiles(folder: Self.root), inputs: inputs) {
      inputs throws(Diagnostic) in try catalogue.environment(named: "preview-x", inputs)
    }
    let told = result.diagnostics.items.map { "\($0.summary): \($0.detail)" }
    #expect(
      told.filter { $0.contains("ariable") } == [
        "Invalid variable: The variable \"preview\": \"x\" is not the number of a pull request.",
        "Invalid variable: The variable \"images\": \"debain\" is not a supply of images.",
        "Variable not set: The variable \"owner\" (who asked for the preview) has no value and no "
          + "default.",
        "Invalid variable: The variable \"expires\": \"soon\" is not a day.",
      ])
  }
}
