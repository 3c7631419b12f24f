import InfraDSL
import InfraModel
import Testing

@testable import AWS

@Suite("A policy")
struct PolicyTests {
  private func text(_ document: PolicyDocument) -> Datum? {
    lower { AWSIAMPolicy("p", document) }.resource("aws_iam_policy.p")?["policy"]
  }

  private func problems(_ document: PolicyDocument) -> [String] {
    lower { AWSIAMPolicy("p", document) }.problems
  }

  private func trust(_ document: PolicyDocument) -> [String] {
    lower { AWSIAMRole("r", trust: document) }.problems
  }

  @Test("is written as compact JSON with sorted names and single values as themselves")
  func canonical() {
    let document = PolicyDocument(
      .allow("s3:GetObject", on: "arn:aws:s3:::a/*").id("Read"),
      .deny(
        "s3:*", "sqs:*", on: "*",
        when: [.equals("aws:PrincipalTag/\"x\"", "1", "2"), .bool("aws:SecureTransport", false)]))
    #expect(
      text(document)
        == .string(
          #"{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","#
            + #""Resource":"arn:aws:s3:::a/*","Sid":"Read"},{"Action":["s3:*","sqs:*"],"#
            + #""Condition":{"Bool":{"aws:SecureTransport":"false"},"#
            + #""StringEquals":{"aws:PrincipalTag/\"x\"":["1","2"]}},"Effect":"Deny","#
            + #""Resource":"*"}],"Version":"2012-10-17"}"#))
  }

  @Test("holds references to what it speaks of")
  func references() throws {
    let lowered = lower {
      let bucket = AWSS3Bucket("assets", bucket: "example-assets")
      bucket
      AWSIAMPolicy("p", PolicyDocument(.allow("s3:GetObject", on: "\(bucket.arn)/*")))
    }
    #expect(lowered.problems == [])
    let address = try #require(Address(parsing: "aws_s3_bucket.assets"))
    #expect(
      lowered.resource("aws_iam_policy.p")?["policy"]
        == .segments([
          #"{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":""#,
          .reference(Reference(address, "arn")), #"/*"}],"Version":"2012-10-17"}"#,
        ]))
  }

  @Test("of a role says who may take it on")
  func trust() {
    let lowered = lower {
      let github = AWSIAMOpenIDConnectProvider(
        "github", url: "https://token.actions.githubusercontent.com", clients: ["sts.amazonaws.com"]
      )
      github
      AWSIAMRole("task", trust: .assumedBy(service: "ecs-tasks.amazonaws.com"))
      AWSIAMRole(
        "deploy",
        trust: .assumedBy(
          provider: github,
          when: .like("token.actions.githubusercontent.com:sub", "repo:example/infra:*")))
    }
    #expect(lowered.problems == [])
    #expect(
      lowered.resource("aws_iam_role.task")?["assume_role_policy"]
        == .string(
          #"{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","#
            + #""Principal":{"Service":"ecs-tasks.amazonaws.com"}}],"Version":"2012-10-17"}"#))
    #expect(
      lowered.resource("aws_iam_role.deploy")?["assume_role_policy"].isKnown == false)
  }

  @Test("of an identity with principals, or without resources, actions or statements, is refused")
  func identity() {
    #expect(
      problems(PolicyDocument(.allow("s3:GetObject", on: "*", by: [.everyone]))) == [
        "Invalid policy: Argument \"policy\": A statement names principals: whoever bears this "
          + "policy is meant."
      ])
    #expect(
      problems(PolicyDocument(.allow("s3:GetObject"))) == [
        "Invalid policy: Argument \"policy\": A statement names no resource: add on: \"*\"."
      ])
    #expect(
      problems(PolicyDocument(.allow([], on: ["*"]))) == [
        "Invalid policy: Argument \"policy\": A statement names no action."
      ])
    #expect(
      problems(PolicyDocument()) == [
        "Empty policy: Argument \"policy\": The document has no statement."
      ])
  }

  @Test("with a misspelt action, resource, service, condition or id is refused")
  func misspelt() {
    let problem = { (document: PolicyDocument) in
      problems(document).map {
        $0.replacing("Invalid policy: Argument \"policy\": ", with: "")
      }
    }
    #expect(
      problem(PolicyDocument(.allow("GetObject", on: "*"))) == [
        "\"GetObject\" is no action: write service and action, as s3:GetObject, or \"*\" for all."
      ])
    #expect(
      problem(PolicyDocument(.allow("s3:GetObject", on: "assets/*"))) == [
        "\"assets/*\" is no resource: write its ARN, or \"*\" for all."
      ])
    #expect(
      problem(PolicyDocument(.allow("s3:*", on: "*", when: [.equals("SourceAccount", "1")]))) == [
        "\"SourceAccount\" is no condition key: write it as aws:SourceAccount."
      ])
    #expect(
      problem(
        PolicyDocument(
          .allow("s3:*", on: "*", when: [.equals("aws:a", "1"), .equals("aws:a", "2")])))
        == ["StringEquals of aws:a is there twice in one statement."])
    #expect(
      problem(PolicyDocument(.allow("s3:*", on: "*").id("a"), .deny("s3:*", on: "*").id("a")))
        == ["Two statements have the id \"a\"."])
    #expect(
      trust(.assumedBy(service: "ecs-tasks")) == [
        "Invalid policy: Argument \"assume_role_policy\": \"ecs-tasks\" is no service: write its "
          + "name as ecs-tasks.amazonaws.com."
      ])
  }

  @Test("given as JSON is read, and refused if it is none")
  func json() {
    #expect(
      text(.json(#"{ "Version": "2012-10-17", "Statement": [] }"#))
        == #"{"Statement":[],"Version":"2012-10-17"}"#)
    #expect(problems(.json("{")).first?.contains("The document is not JSON") == true)
    #expect(
      problems(.json("{}")) == [
        "Invalid policy: Argument \"policy\": The document has no \"Statement\"."
      ])
  }

  @Test("longer than IAM takes is refused")
  func length() {
    let statements = (0..<200).map {
      PolicyStatement.allow("s3:*", on: "arn:aws:s3:::bucket-\($0)")
    }
    #expect(
      problems(PolicyDocument(statements)).first?.contains("AWS takes 6144 characters here") == true
    )
  }
}
