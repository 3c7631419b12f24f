import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_cloudwatch_dashboard`.
  static let dashboard = AWSType(
    "aws_cloudwatch_dashboard", "dashboard", identity: "{dashboard_name}",
    arguments: [
      .both("dashboard_name", "DashboardName"), .both("dashboard_body", "DashboardBody", .document),
    ],
    attributes: ["id": "DashboardName", "dashboard_arn": "DashboardArn"],
    lookup: Lookup(at: "") { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.cloudwatch, "GetDashboard", ["DashboardName": .string(name)])
    },
    creation: Creation(.cloudwatch, "PutDashboard"),
    updates: [
      Update(["dashboard_body"]) { scope in
        [
          AWSCall(
            .cloudwatch, "PutDashboard",
            ["DashboardName": .string(scope.id), "DashboardBody": scope["dashboard_body"]])
        ]
      }
    ],
    deletion: Deletion { scope in
      [AWSCall(.cloudwatch, "DeleteDashboards", ["DashboardNames": [.string(scope.id)]])]
    })
}
