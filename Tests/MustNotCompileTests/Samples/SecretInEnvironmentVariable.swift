import InfraDSL
import InfraPlatforms

private struct SecretInEnvironmentVariable: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let token = Secret.environment("TOKEN")
    Service(
      "web", image: ServiceImage(name: "a", source: .registry("a:1")),
      // error: cannot convert value of type 'Secret' to expected dictionary value
      environment: ["TOKEN": token])
  }
}
