let plan = try Report.layeredPlan()
print(
  "\(Report.environments) environments of \(Report.size) resources in 20 layers, "
    + "\(plan.steps.count) steps each")
for cloud in Cloud.clouds { Report.table(cloud, plan) }
