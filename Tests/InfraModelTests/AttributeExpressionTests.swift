import InfraModel
import Testing

@Suite("An attribute in Terraform")
struct AttributeExpressionTests {
  @Test("is a name behind the resource, or an expression around it")
  func expressions() {
    #expect(AttributeSchema.terraformExpression("arn", of: "aws_vpc.main") == "aws_vpc.main.arn")
    #expect(
      AttributeSchema.terraformExpression("[for o in @.a : o.b if o.c == @.c][0]", of: "t.x")
        == "[for o in t.x.a : o.b if o.c == t.x.c][0]")
    #expect(AttributeSchema("a", terraform: "@.a", "A.").terraformName == nil)
    #expect(AttributeSchema("a", terraform: "b", "A.").terraformName == "b")
  }
}
