import InfraDSL
import InfraModel

extension LoweringContext {
  /// A block that is there at most once: a list of one object, as Terraform has it.
  mutating func block(_ fields: KeyValuePairs<String, any ArgumentValue>) -> Datum {
    .list([object(fields)])
  }
}

/// Blocks within another block; none are the same as none given.
struct Blocks: ArgumentValue {
  let blocks: [any ArgumentValue]

  init(_ blocks: [any ArgumentValue]) { self.blocks = blocks }

  func lower(_ context: inout LoweringContext) -> Datum {
    blocks.isEmpty ? .null : .list(blocks.map { $0.lower(&context) })
  }
}

/// A value that is made already.
struct Made: ArgumentValue {
  let datum: Datum

  init(_ datum: Datum) { self.datum = datum }

  func lower(_ context: inout LoweringContext) -> Datum { datum }
}
