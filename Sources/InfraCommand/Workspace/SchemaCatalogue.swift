import AWS
import Builtin
import Docker
import InfraModel
import TLS

/// The schema of every resource type that this program knows, by its name: what a state may hold.
enum SchemaCatalogue {
  static let all: [String: Schema] = {
    let schemas =
      AWSTypes.schemas + [
        TerraformData.schema.schema, LocalCertificate.schema.schema, DockerNetwork.schema.schema,
        DockerVolume.schema.schema, DockerImage.schema.schema, DockerContainer.schema.schema,
      ]
    return Dictionary(uniqueKeysWithValues: schemas.map { ($0.type, $0) })
  }()
}
