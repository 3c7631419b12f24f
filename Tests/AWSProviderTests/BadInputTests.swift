import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import InfraCommand

@Suite("What AWS refuses", .enabled(if: Moto.isWanted), .serialized)
struct BadInputTests {
  /// One environment of one resource.
  struct Single: Environment {
    let name = "dev"
    let project = "sample"
    var region: Region = "eu-central-1"
    var platform: any Platform { AWSRegion(region) }
    let resource: any Resource
    var body: [Declaration] { [.resource(resource)] as [Declaration] }
  }

  /// What an apply of one resource says to who it has.
  ///
  /// - Parameter prepare: Given the project's folder before the apply.
  func said(
    _ variables: [String: String], in region: Region = "eu-central-1",
    prepare: (_ folder: String) throws -> Void = { _ in },
    _ resource: @escaping @Sendable () -> any Resource
  ) async throws -> String {
    var text = ""
    try await Project.run(variables, { _ in Single(region: region, resource: resource()) }) {
      project in
      try prepare(project.folder)
      let outcome = await project.infra("apply dev --yes")
      #expect(outcome.code == .failed, "\(outcome)")
      text = outcome.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    return text
  }

  @Test("without credentials says which places were looked at and what each said")
  func noCredentials() async throws {
    let moto = try await Moto.server()
    var variables = moto.variables
    variables["AWS_ACCESS_KEY_ID"] = nil
    variables["AWS_SECRET_ACCESS_KEY"] = nil
    let text = try await said(variables) { AWSSQSQueue("q", name: "bad-input") }
    #expect(text.contains("environment variables: AWS_ACCESS_KEY_ID is not set"), "\(text)")
    #expect(text.contains("web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set"), "\(text)")
    #expect(text.contains(".aws/config is not there"), "\(text)")
    #expect(
      text.contains("container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set"), "\(text)")
    #expect(
      text.contains("EC2 instance metadata: AWS_EC2_METADATA_DISABLED is true"), "\(text)")
    #expect(text.contains("export AWS_PROFILE=name"), "\(text)")
  }

  @Test("a profile that is asked for and not there is named with the files")
  func missingProfile() async throws {
    let moto = try await Moto.server()
    var variables = moto.variables
    variables["AWS_ACCESS_KEY_ID"] = nil
    variables["AWS_SECRET_ACCESS_KEY"] = nil
    variables["AWS_PROFILE"] = "prod"
    let text = try await said(variables) { AWSSQSQueue("q", name: "bad-input") }
    #expect(text.contains("profile \"prod\" is asked for"), "\(text)")
  }

  @Test("without a region says where one may stand")
  func noRegion() async throws {
    let moto = try await Moto.server()
    var variables = moto.variables
    variables["AWS_REGION"] = nil
    #expect(throws: Diagnostic.self) {
      try AWSClient(world: .system(variables: variables))
    }
  }

  @Test("a wrong secret is told without showing it")
  func wrongSecret() async throws {
    let moto = try await Moto.server()
    var variables = moto.variables
    variables["AWS_SECRET_ACCESS_KEY"] = "not-the-secret"
    let text = try await said(variables) { AWSSQSQueue("q", name: "bad-input") }
    #expect(text.contains("does not accept the credentials"), "\(text)")
    #expect(text.contains("from environment variables"), "\(text)")
    #expect(!text.contains("not-the-secret"), "\(text)")
  }

  @Test("a denied action is told with the principal and the statement to add")
  func denied() async throws {
    let moto = try await Moto.server()
    let key = try await Moto.user("reader", policy: "sqs:Get*", try moto.client())
    let variables = Moto.variables(moto.endpoint, id: key.id, secret: key.secret)
    let text = try await said(variables) { AWSSQSQueue("q", name: "bad-input") }
    #expect(text.contains("user/reader may not perform sqs:CreateQueue"), "\(text)")
    #expect(
      text.contains(#"{"Effect": "Allow", "Action": "sqs:CreateQueue", "Resource":"#), "\(text)")
  }

  @Test("a name that a stranger has is told with the command that takes it over")
  func nameTaken() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    _ = try await client.send(
      AWSCall(
        .iam, "CreateRole",
        [
          "RoleName": "taken", "AssumeRolePolicyDocument": "{}",
          "Tags": [["Key": "a", "Value": "b"]],
        ]))
    let text = try await said(moto.variables) {
      AWSIAMRole("task", name: "taken", trust: .assumedBy(service: "ecs-tasks.amazonaws.com"))
    }
    #expect(text.contains("There is a role \"taken\" already"), "\(text)")
    #expect(text.contains("its tags are a=b"), "\(text)")
    #expect(text.contains("infra import dev aws_iam_role.task taken"), "\(text)")
    _ = try await client.send(AWSCall(.iam, "DeleteRole", ["RoleName": "taken"]))
  }

  @Test("drift is seen and healed")
  func drift() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    try await Project.run(
      moto.variables,
      { _ in Single(resource: AWSSQSQueue("q", name: "drifting", tags: ["a": "b"])) }
    ) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      let url = try await client.send(AWSCall(.sqs, "GetQueueUrl", ["QueueName": "drifting"]))
      _ = try await client.send(
        AWSCall(
          .sqs, "SetQueueAttributes",
          ["QueueUrl": url["QueueUrl"], "Attributes": ["VisibilityTimeout": "99"]]))
      _ = try await client.send(
        AWSCall(.sqs, "TagQueue", ["QueueUrl": url["QueueUrl"], "Tags": ["a": "c", "d": "e"]]))
      let seen = await project.infra("drift dev")
      #expect(seen.code == .changesPending, "\(seen)")
      #expect(seen.out.contains("visibility_timeout_seconds"), "\(seen)")
      #expect(seen.out.contains("tags"), "\(seen)")
      let healed = await project.infra("apply dev --yes")
      #expect(healed.code == .done, "\(healed)")
      let plan = await project.infra("plan dev --refresh --detailed-exitcode")
      #expect(plan.code == .done, "\(plan)")
      _ = try await client.send(
        AWSCall(.sqs, "DeleteQueue", ["QueueUrl": url["QueueUrl"]]))
      let gone = await project.infra("apply dev --yes")
      #expect(gone.code == .done, "\(gone)")
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }
}
