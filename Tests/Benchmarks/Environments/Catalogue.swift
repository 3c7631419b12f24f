import InfraDSL

/// Environments whose size is a variable, for measurements only.
let catalogue = EnvironmentCatalog(
  project: "infra-benchmark",
  [
    .fixed("layers", "Values in 20 layers, each referring to the layer before.") { Layers($0) },
    .fixed("groups", "The same as 100 groups that know nothing of each other.") { Groups($0) },
    .fixed("containers", "Containers that wait to be stopped.") { Containers($0) },
  ])
