import InfraDSL
import InfraModel
import Testing

@testable import AWS

@Suite("Subnets of one VPC")
struct SubnetTests {
  private func lowered(_ first: Value<CIDR>, _ second: Value<CIDR>) -> Lowering.Result {
    lower {
      let main = AWSVPC("main", cidrBlock: "10.0.0.0/16")
      main
      AWSSubnet("a", vpc: main.id, cidrBlock: first)
      AWSSubnet("b", vpc: main.id, cidrBlock: second)
    }
  }

  @Test("that overlap are refused, with the place of the other")
  func overlap() {
    let result = lowered("10.0.0.0/23", "10.0.1.0/24")
    #expect(
      result.problems == [
        "Overlapping subnets: Argument \"cidr_block\": 10.0.1.0/24 has addresses of 10.0.0.0/23, "
          + "the network of aws_subnet.a in the same VPC."
      ])
    let problem = result.diagnostics.items.first
    #expect(problem?.address?.text == "aws_subnet.b")
    #expect(problem?.notes.first?.text == "aws_subnet.a is declared here")
    #expect(problem?.notes.first?.location != problem?.location)
    #expect(
      problem?.hints == ["give it a network within its VPC's that no other subnet has addresses of"]
    )
  }

  @Test("that leave its network are refused, with the place of the VPC")
  func outside() {
    let result = lowered("10.0.0.0/24", "10.1.0.0/24")
    #expect(
      result.problems == [
        "Subnet outside of its VPC: Argument \"cidr_block\": 10.1.0.0/24 is not within "
          + "10.0.0.0/16, the network of aws_vpc.main."
      ])
    #expect(result.diagnostics.items.first?.notes.first?.text == "aws_vpc.main is declared here")
  }

  @Test("that lie side by side, also at both ends of it, are taken")
  func apart() {
    #expect(lowered("10.0.0.0/24", "10.0.1.0/24").problems == [])
    #expect(lowered("10.0.0.0/17", "10.0.128.0/17").problems == [])
  }

  @Test("that are given by its id are compared with each other as well")
  func byID() {
    let result = lower {
      AWSSubnet("a", vpc: "vpc-1", cidrBlock: "10.0.0.0/24")
      AWSSubnet("b", vpc: "vpc-1", cidrBlock: "10.0.0.0/25")
      AWSSubnet("c", vpc: "vpc-2", cidrBlock: "10.0.0.0/25")
    }
    #expect(result.problems.count == 1)
  }

  @Test("are not compared while a network is wrong in itself: that is told alone")
  func malformed() {
    #expect(lowered("10.0.0.0/24", "10.0.0.1/24").problems.count == 1)
  }
}
