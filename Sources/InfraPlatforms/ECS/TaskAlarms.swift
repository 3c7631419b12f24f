import AWS
import InfraDSL

/// What the region's topic is told of a service: its tasks work at their limits, or those behind a
/// balancer do not answer.
struct TaskAlarms {
  let declarations: [Declaration]

  init(of tasks: AWSECSService, _ balance: TaskBalance, _ scope: TaskScope) {
    let (file, line) = (scope.location.file, scope.location.line)
    let topic = scope.foundation.alarmTopic
    var declarations: [Declaration] = []
    for (key, metric, limit) in [
      ("cpu", "CPUUtilization", 90.0), ("memory", "MemoryUtilization", 90),
    ] {
      let alarm = AWSCloudWatchMetricAlarm(
        key, name: Value(AlarmName("\(scope.name)-\(key)")), comparison: .above, threshold: limit,
        periods: 10, metric: Value(metric), namespace: "AWS/ECS",
        dimensions: [
          "ClusterName": "\(scope.foundation.cluster.clusterName)",
          "ServiceName": "\(tasks.serviceName)",
        ], statistic: .average, period: .minutes(1), missingData: .fine,
        description: Value(
          "The tasks of \(scope.path) have used more than \(Int(limit)) % for 10 min."),
        alarmActions: [.topic(topic)], okActions: [.topic(topic)], file: file, line: line)
      declarations.append(.resource(alarm))
    }
    if let first = balance.groups.first {
      let balancer = balance.inner ?? scope.foundation.edge.balancer
      let alarm = AWSCloudWatchMetricAlarm(
        "healthy", name: Value(AlarmName("\(scope.name)-healthy")), comparison: .below,
        threshold: 1, periods: 2, metric: "HealthyHostCount", namespace: "AWS/ApplicationELB",
        dimensions: [
          "LoadBalancer": balancer.metricName, "TargetGroup": first.metricName,
        ], statistic: .minimum, period: .minutes(1), missingData: .bad,
        description: Value("No task of \(scope.path) answers the balancer."),
        alarmActions: [.topic(topic)], okActions: [.topic(topic)], file: file, line: line)
      declarations.append(.resource(alarm))
    }
    self.declarations = declarations
  }
}
