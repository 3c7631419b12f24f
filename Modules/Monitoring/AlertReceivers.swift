import InfraDSL
import InfraPlatforms

/// Where alerts go: a webhook always, Slack and PagerDuty where their secrets are given.
public struct AlertReceivers: Sendable {
  let webhook: Value<String>
  let slack: Secret?
  let slackChannel: String
  let pagerDuty: Secret?
  let isOnHost: Bool

  /// Receivers of alerts.
  ///
  /// - Parameters:
  ///   - webhook: The URL that gets every alert.
  ///   - slack: The URL of an incoming webhook; warnings go there.
  ///   - pagerDuty: An integration's routing key; critical alerts go there.
  ///   - isOnHost: Whether the webhook listens on the machine that the stack runs on, under the
  ///     name `host.docker.internal`.
  public init(
    webhook: Value<String>, slack: Secret? = nil, slackChannel: String = "#studyai-alerts",
    pagerDuty: Secret? = nil, isOnHost: Bool = false
  ) {
    self.webhook = webhook
    self.slack = slack
    self.slackChannel = slackChannel
    self.pagerDuty = pagerDuty
    self.isOnHost = isOnHost
  }

  /// Alertmanager's configuration.
  var configuration: FileContent {
    var receivers: [Value<String>] = [
      """
      - name: webhook
        webhook_configs:
          - url: '\(webhook)'
            send_resolved: true
      """
    ]
    if slack != nil {
      receivers.append(
        """
        - name: slack
          slack_configs:
            - api_url_file: /config/secrets/slack-webhook-url
              channel: '\(slackChannel)'
              send_resolved: true
              title: '{{ .CommonLabels.alertname }} ({{ .CommonLabels.environment }})'
              text: '{{ range .Alerts }}{{ .Annotations.summary }} {{ .Annotations.runbook }}{{ end }}'
        """)
    }
    if pagerDuty != nil {
      receivers.append(
        """
        - name: pagerduty
          pagerduty_configs:
            - routing_key_file: /config/secrets/pagerduty-routing-key
              severity: '{{ .CommonLabels.severity }}'
              description: '{{ .CommonAnnotations.summary }}'
        """)
    }
    return .template(
      "Modules/Monitoring/alertmanager.yml.template",
      [
        "group_wait": "10s", "repeat_interval": "4h",
        "critical_receiver": FileContent(pagerDuty == nil ? "webhook" : "pagerduty"),
        "warning_receiver": FileContent(slack == nil ? "webhook" : "slack"),
        "receivers": FileContent(receivers.joined(by: "\n")),
      ])
  }

  /// The files that hold the receivers' secrets.
  var secretFiles: [ServiceFile] {
    var files: [ServiceFile] = []
    if let slack {
      files.append(
        .secret("/config/secrets/slack-webhook-url", .secret(slack), onChange: .reload))
    }
    if let pagerDuty {
      files.append(
        .secret("/config/secrets/pagerduty-routing-key", .secret(pagerDuty), onChange: .reload))
    }
    return files
  }
}
