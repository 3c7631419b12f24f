import Builtin
import Docker
import InfraDSL

private struct MustCompile: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let net = DockerNetwork("net", internal: true).ignoreChanges(\.labels, \.options)
    net
    let data = DockerVolume("data").preventDestroy()
    data
    let image = DockerImage("redis", name: "redis:7.4.1")
    image
    let token = Secret.environment("TOKEN")
    for number in 1...2 {
      DockerContainer(
        "redis-\(number)", image: image.imageID, environment: ["NET": "in \(net.id)"],
        stopTimeout: .seconds(30), secretFiles: [UploadedFile("/config/token", "key \(token)")],
        networks: [NetworkAttachment(net)], mounts: [.volume(data, at: "/data")],
        memory: .mebibytes(256)
      ).ignoreChanges(\.memory, \.image)
    }
    if name == "sample" {
      TerraformData("text", input: "net-\(net.networkName)").dependsOn(data)
    }
    Output("net", net.id, summary: "The network.")
    Output("text", "net \(net.id)")
  }
}
