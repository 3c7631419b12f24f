import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("The files of a service on ECS")
struct ECSFilesTests {
  private static let found = OnECS {
    Service(
      "web", image: .web,
      files: [
        .config("/config/web.conf", "say \"hi\"\n"),
        .config("/config/rules/a.yml", "x: {{ y }}\n"),
        .secret("/config/secrets/key", .secret(.generated("key"))),
      ])
  }

  @Test("are written by a first container, for which the service waits")
  func container() throws {
    #expect(Self.found.problems.map(\.detail) == [])
    let containers = try Self.found.containers("web")
    let files = try #require(containers["files"])
    #expect(files["image"] == "<aws_ecr_repository.busybox.repository_url>:1.37.0")
    #expect(files["essential"] == false)
    #expect(
      files["command"][2] == """
        set -e
        mkdir -p '/config'
        mkdir -p '/config/rules'
        mkdir -p '/config/secrets'
        printf '%s' "$FILE_1" >'/config/secrets/key'
        chmod 0400 '/config/secrets/key'
        chown 101:102 '/config/secrets/key'
        printf '%s' "$FILE_2" >'/config/web.conf'
        chmod 0444 '/config/web.conf'
        chown 101:102 '/config/web.conf'
        printf '%s' "$FILE_3" >'/config/rules/a.yml'
        chmod 0444 '/config/rules/a.yml'
        chown 101:102 '/config/rules/a.yml'
        chmod 1777 '/tmp'
        """)
    #expect(
      containers["web"]?["dependsOn"] == [["condition": "SUCCESS", "containerName": "files"]])
    #expect(
      containers["web"]?["mountPoints"] == [
        ["containerPath": "/config", "readOnly": true, "sourceVolume": "config"],
        ["containerPath": "/tmp", "readOnly": false, "sourceVolume": "tmp"],
      ])
  }

  @Test("come from Secrets Manager by version: another content is another definition")
  func sources() throws {
    let files = try #require(try Self.found.containers("web")["files"])
    let document = "<web/aws_secretsmanager_secret.files-1.arn>"
    let version = "<web/aws_secretsmanager_secret_version.files-1.version_id>"
    let secret = "<web/aws_secretsmanager_secret.config-secrets-key.arn>"
    let ofSecret = "<web/aws_secretsmanager_secret_version.config-secrets-key.version_id>"
    #expect(
      files["secrets"] == [
        ["name": "FILE_1", "valueFrom": .string("\(secret):::\(ofSecret)")],
        ["name": "FILE_2", "valueFrom": .string("\(document):config-web-conf::\(version)")],
        ["name": "FILE_3", "valueFrom": .string("\(document):config-rules-a-yml::\(version)")],
      ])
    let content = Self.found["web/aws_secretsmanager_secret_version.files-1"]?["secret_string"]
    #expect(
      OnECS.text(content)
        == #"{"config-rules-a-yml":"x: {{ y }}\n","config-web-conf":"say \"hi\"\n"}"#)
  }

  @Test("hold their secrets in arguments that are sensitive, and nowhere else")
  func secrets() {
    var holders: [String] = []
    for resource in Self.found.result.desired.resources {
      for (row, value) in zip(resource.schema.arguments, resource.arguments)
      where value.holdsSecret {
        holders.append("\(resource.address).\(row.name)")
        #expect(row.isSensitive)
      }
    }
    #expect(
      holders == ["web/aws_secretsmanager_secret_version.config-secrets-key.secret_string"])
  }

  @Test("lie in several documents where one would be too large")
  func large() {
    let found = OnECS {
      Service(
        "web", image: .web,
        files: (1...3).map { .config("/config/\($0)", .file("30000")) })
    }
    #expect(found.problems.map(\.detail) == [])
    #expect(found.all("aws_secretsmanager_secret").count == 3)
  }

  @Test("of configuration that hold a secret are an error that says how to declare them")
  func secretInConfiguration() {
    let found = OnECS {
      Service(
        "web", image: .web, files: [.config("/config/a", "key \(Secret.generated("k"))")],
        line: 3)
    }
    #expect(found.problems.map(\.summary) == ["Secret in a configuration file"])
    #expect(
      found.problems.first?.detail
        == "Argument \"secret_string\": \"config-a\" holds a secret.")
    #expect(found.problems.first?.location?.line == 3)
    #expect(found.problems.first?.hints == ["declare the file as .secret(path, content)"])
  }

  @Test("and folders to write in are not there for an image that needs neither")
  func none() throws {
    let image = ServiceImage(name: "free", source: .registry("free:1"), isReadOnly: false)
    let found = OnECS { Service("free", image: image) }
    #expect(try Array(found.containers("free").keys) == ["free"])
    #expect(found.all("aws_ecr_repository") == ["aws_ecr_repository.free"])
  }
}
