/// What is there without us and is asked for: read, and never made, changed or deleted.
///
/// It is read when a plan first has it, when what it looks for changes, and by `--refresh`; in
/// between, plans take what the state remembers, so that they need no provider. Where it looks for
/// something that an apply makes first, the apply reads it.
///
///     let zones = AWSAvailabilityZones("available", state: .available)
///     zones
///     AWSSubnet("a", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: zones[0])
public protocol DataSource: Described {}
