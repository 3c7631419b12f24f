import InfraDSL
import InfraModel

extension AWSSubnet: CheckedTogether {
  /// Subnets that leave their VPC's network, or have addresses that another one of it has.
  ///
  /// What is compared is known now: a network that is known only after apply, and a VPC that is
  /// not declared here, say nothing.
  public static func problems(in resources: [DesiredResource]) -> [Diagnostic] {
    let subnets = resources.filter { $0.schema.type == schema.schema.type }.compactMap(Placed.init)
    let vpcs = Dictionary(
      uniqueKeysWithValues: resources.filter { $0.schema.type == "aws_vpc" }.map {
        ($0.address, $0)
      })
    var problems: [Diagnostic] = []
    for (index, subnet) in subnets.enumerated() {
      if case .reference(let reference) = subnet.vpc, let vpc = vpcs[reference.address],
        let outer = vpc["cidr_block"].string.flatMap(IPv4Network.init),
        !outer.contains(subnet.network)
      {
        problems.append(
          subnet.diagnostic(
            "Subnet outside of its VPC",
            "\(subnet.network.text) is not within \(outer.text), the network of \(vpc.address).",
            Diagnostic.Note("\(vpc.address) is declared here", at: vpc.location)))
      }
      for other in subnets[..<index]
      where other.vpc == subnet.vpc && other.network.overlaps(subnet.network) {
        problems.append(
          subnet.diagnostic(
            "Overlapping subnets",
            "\(subnet.network.text) has addresses of \(other.network.text), the network of "
              + "\(other.resource.address) in the same VPC.",
            Diagnostic.Note(
              "\(other.resource.address) is declared here", at: other.resource.location)))
      }
    }
    return problems
  }

  /// A subnet whose network is known now.
  private struct Placed {
    let resource: DesiredResource
    let vpc: Datum
    let network: IPv4Network

    init?(_ resource: DesiredResource) {
      guard let network = resource["cidr_block"].string.flatMap(IPv4Network.init) else {
        return nil
      }
      self.resource = resource
      self.network = network
      vpc = resource["vpc_id"]
    }

    func diagnostic(_ summary: String, _ detail: String, _ note: Diagnostic.Note) -> Diagnostic {
      Diagnostic(
        summary, "Argument \"cidr_block\": \(detail)", address: resource.address,
        at: resource.location, notes: [note],
        hints: ["give it a network within its VPC's that no other subnet has addresses of"])
    }
  }
}
