import InfraDSL
import InfraPlatforms

/// The same stack in a second region, small until requests come.
struct ProdStandby: Module {
  var declaration: DeclarationInfo
  let foundation: AWSFoundation
  let stack: ProductionLike

  init(
    _ key: String, foundation: AWSFoundation, stack: ProductionLike, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "ProdStandby", key: key, file: file, line: line)
    self.foundation = foundation
    self.stack = stack
  }

  var body: [Declaration] {
    foundation
    stack.all
  }
}
