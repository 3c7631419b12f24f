import AWSClient
import InfraModel

/// The prose of a bucket that cannot be used: which, why, and what to do.
struct S3Problem {
  private let location: S3StateLocation
  private let region: String

  init(_ location: S3StateLocation, _ region: String) {
    self.location = location
    self.region = region
  }

  /// What went wrong with an object.
  func diagnostic(_ failure: AWSFailure, _ key: String) -> Diagnostic {
    let place = key.isEmpty ? location.place : "\(location.place)/\(key)"
    if failure.code == "NoSuchBucket" { return missing }
    if let other = movedTo(failure) {
      let right = failure.rightRegion
      return Diagnostic(
        "Bucket of states is in another region",
        "\(location.bucket) was asked for in \(region): \(other).",
        hints: ["name its region where the state's place is declared, or in --state:"],
        commands: right.map { [".s3(…, region: \"\($0)\")"] } ?? [
          "aws s3api get-bucket-location --bucket \(location.bucket)", ".s3(…, region: \"REGION\")",
        ])
    }
    if case .credentials(let problem) = failure.kind {
      var problem = problem
      problem.detail += " They are needed for the state in \(location.place)."
      return problem
    }
    let error = failure.providerError
    var hints = error.hints
    if failure.isDenied {
      hints.append(
        "without s3:ListBucket, S3 says of objects that are not there that they may not be read")
    }
    return Diagnostic(
      "State cannot be reached", "\(place): \(error.message)", hints: hints,
      commands: error.commands)
  }

  private var missing: Diagnostic {
    let place =
      region == "us-east-1" ? "" : " --create-bucket-configuration LocationConstraint=\(region)"
    return Diagnostic(
      "Bucket of states is missing",
      "There is no bucket \"\(location.bucket)\" in \(region), where the state is to be kept. It "
        + "is no part of an environment: whoever destroys one must not lose the state with it.",
      hints: ["make it once, with versions kept, closed to the public as new buckets are:"],
      commands: [
        "aws s3api create-bucket --bucket \(location.bucket) --region \(region)\(place)",
        "aws s3api put-bucket-versioning --bucket \(location.bucket) --versioning-configuration "
          + "Status=Enabled",
      ])
  }

  private func movedTo(_ failure: AWSFailure) -> String? {
    let codes = ["PermanentRedirect", "AuthorizationHeaderMalformed", "TemporaryRedirect"]
    return codes.contains(failure.code) ? failure.said : nil
  }
}
