import InfraDSL
import InfraModel

/// A resource that takes a file and a secret file.
struct Holder: Resource {
  static let schema = ResourceSchema<Holder>(
    "test_holder", "Holds files.",
    arguments: [
      .required("file", \.file, changing: .restart, "A file."),
      .optional("key", \.key, changing: .restart, isSensitive: true, "A secret file."),
    ])
  var declaration: DeclarationInfo
  let file: FileContent
  let key: FileContent?

  init(_ name: String, file: FileContent, key: FileContent? = nil) {
    declaration = DeclarationInfo(kind: "test_holder", key: name, file: #filePath, line: #line)
    self.file = file
    self.key = key
  }
}
