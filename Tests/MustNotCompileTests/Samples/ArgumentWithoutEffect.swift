import InfraDSL

private struct Sample: Resource {
  static let schema = ResourceSchema<Sample>(
    "sample_thing", "A thing.",
    arguments: [
      // error: missing argument for parameter 'changing' in call
      .required("text", \.text, "A text.")
    ])
  var declaration: DeclarationInfo
  let text: String?
}
