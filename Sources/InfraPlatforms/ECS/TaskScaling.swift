import AWS
import InfraDSL

/// How the number of a service's tasks follows its load.
struct TaskScaling {
  let declarations: [Declaration]

  init(
    _ scaling: ServiceScaling, of tasks: AWSECSService, _ balance: TaskBalance, _ scope: TaskScope
  ) {
    let (file, line) = (scope.location.file, scope.location.line)
    let object = ScalableObject.tasks(of: tasks, in: scope.foundation.cluster)
    let target = AWSAppAutoScalingTarget(
      "scaling", scaling: object, scaling.bounds, file: file, line: line)
    // More at once, fewer slowly: a burst is rarely the only one.
    let cpu = AWSAppAutoScalingPolicy(
      "cpu", name: Value(ScalingPolicyName("\(scope.name)-cpu")), scaling: object,
      tracking: .init(
        Double(scaling.cpuPercent), of: .predefined(.serviceCPU), scaleInCooldown: .minutes(5),
        scaleOutCooldown: .seconds(30)), file: file, line: line
    ).dependsOn(target)
    var declarations: [Declaration] = [.resource(target), .resource(cpu)]
    if let requests = scaling.requestsPerMinute, let counted = balance.counted {
      let policy = AWSAppAutoScalingPolicy(
        "requests", name: Value(ScalingPolicyName("\(scope.name)-requests")), scaling: object,
        tracking: .init(
          Double(requests),
          of: .requests(balancer: counted.balancer, targetGroup: counted.group),
          scaleInCooldown: .minutes(5), scaleOutCooldown: .seconds(30)), file: file, line: line
      ).dependsOn(target)
      declarations.append(.resource(policy))
    }
    self.declarations = declarations
  }
}
