import InfraDSL
import InfraModel

/// Figures at a glance, as Terraform's `aws_cloudwatch_dashboard`.
///
///     let overview = AWSCloudWatchDashboard(
///       "overview", body: [.text("# Gateway", at: .init(x: 0, y: 0, width: 24, height: 2))])
public struct AWSCloudWatchDashboard: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSCloudWatchDashboard>(
    "aws_cloudwatch_dashboard", "Figures at a glance.",
    arguments: [
      .required(
        "dashboard_name", \.name, changing: .replaceWithGap, "Its name, unique in the account."),
      .required("dashboard_body", \.body, changing: .inPlace, "What is on it."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The dashboard's name."),
      AttributeSchema("dashboard_arn", terraform: "dashboard_arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the account.
  public let name: Value<DashboardName>
  /// What is on it.
  public let body: DashboardBody

  /// Declares a dashboard.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the account; the key if not given.
  ///   - body: What is on it.
  public init(
    _ key: String, name: Value<DashboardName>? = nil, body: DashboardBody, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_cloudwatch_dashboard", key: key, file: file, line: line)
    self.name = name ?? Value(DashboardName(key))
    self.body = body
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSCloudWatchDashboard>> { attribute("dashboard_arn") }
}

extension AWSCloudWatchDashboard: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("cloudwatch", "dashboard/") }
}

/// The name of a dashboard.
public struct DashboardName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...255, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a dashboard's name: use \(rule.text)."
  }
}
