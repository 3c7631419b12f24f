import AWS
import Builtin
import Docker
import InfraModel
import TLS

/// The schema of every resource type that this program knows, by its name: what a state may hold.
///
/// The types of AWS are made when the first of them is asked for: there are many, and most
/// environments have none.
struct SchemaCatalogue: SchemaSource {
  static let all = SchemaCatalogue()

  func schema(of type: String) -> Schema? {
    type.hasPrefix("aws_") ? Self.aws[type] : Self.others[type]
  }

  private static let aws = byType(AWSTypes.schemas)

  private static let others = byType([
    TerraformData.schema.schema, LocalCertificate.schema.schema, DockerNetwork.schema.schema,
    DockerVolume.schema.schema, DockerImage.schema.schema, DockerContainer.schema.schema,
  ])

  private static func byType(_ schemas: [Schema]) -> [String: Schema] {
    Dictionary(uniqueKeysWithValues: schemas.map { ($0.type, $0) })
  }
}
