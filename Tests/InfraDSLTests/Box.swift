import InfraDSL
import InfraModel

/// A resource with an argument of every kind.
struct Box: Resource {
  static let schema = ResourceSchema<Box>(
    "test_box", "A box of values.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name."),
      .optional("text", \.text, changing: .inPlace, "A text."),
      .optional("count", \.count, changing: .inPlace, default: 1, "A number."),
      .optional("cidr", \.cidr, changing: .inPlace, "A network."),
      .optional("port", \.port, changing: .inPlace, "A port."),
      .optional("time", \.time, changing: .inPlace, "A time."),
      .optional("memory", \.memory, changing: .inPlace, "An amount."),
      .optional("content", \.content, changing: .inPlace, "A file."),
      .optional("token", \.token, changing: .inPlace, isSensitive: true, "A secret."),
      .optional("flag", \.flag, changing: .inPlace, "A truth value."),
    ],
    attributes: [AttributeSchema("id", terraform: "id", "Its identity.")])

  var declaration: DeclarationInfo
  let name: Value<ObjectName>
  let text: Value<String>?
  let count: Value<Int>?
  let cidr: Value<CIDR>?
  let port: Port?
  let time: Duration?
  let memory: ByteCount?
  let content: FileContent?
  let token: FileContent?
  let flag: Value<Bool>?

  init(
    _ key: String, name: Value<ObjectName> = "n", text: Value<String>? = nil,
    count: Value<Int>? = nil, cidr: Value<CIDR>? = nil, port: Port? = nil, time: Duration? = nil,
    memory: ByteCount? = nil, content: FileContent? = nil, token: FileContent? = nil,
    flag: Value<Bool>? = nil, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "test_box", key: key, file: file, line: line)
    self.name = name
    self.text = text
    self.count = count
    self.cidr = cidr
    self.port = port
    self.time = time
    self.memory = memory
    self.content = content
    self.token = token
    self.flag = flag
  }

  var id: Value<String> { attribute("id") }
  var size: Value<Int> { attribute("count") }
}

/// Another type, so that addresses can differ by it.
struct Tag: Resource {
  static let schema = ResourceSchema<Tag>("test_tag", "A tag.", arguments: [])
  var declaration: DeclarationInfo

  init(_ key: String, file: String = #filePath, line: Int = #line) {
    declaration = DeclarationInfo(kind: "test_tag", key: key, file: file, line: line)
  }
}

/// A module of what a test lists in it.
struct Group: Module {
  var declaration: DeclarationInfo
  let declarations: [Declaration]
  var body: [Declaration] { declarations }

  init(
    _ key: String, file: String = #filePath, line: Int = #line,
    @DeclarationBuilder _ make: () -> [Declaration]
  ) {
    declaration = DeclarationInfo(kind: "Group", key: key, file: file, line: line)
    declarations = make()
  }
}

/// What its platform, the test, turns into two boxes.
struct Pair: Expandable {
  var declaration: DeclarationInfo
  let key: String
  var first: Value<String> { attribute("first") }

  init(_ key: String, file: String = #filePath, line: Int = #line) {
    declaration = DeclarationInfo(kind: "Pair", key: key, file: file, line: line)
    self.key = key
  }

  func expand(_ context: inout ExpansionContext) -> Expansion {
    let place = declaration.handle.location
    let shared = context.shared("shared", identity: "one", at: place) {
      Box("shared", file: place.file, line: place.line)
    }
    let left = Box("left", text: shared.id, file: place.file, line: place.line)
    let right = Box("right", text: left.id, file: place.file, line: place.line)
    return Expansion(
      declarations: [.resource(left), .resource(right)],
      attributes: ["first": .attribute(left.declaration.handle, "id")], anchors: [right])
  }
}
