import InfraModel

/// A reusable group of declarations with typed inputs (its initializer) and outputs (properties).
///
///     struct Pair: Module {
///       var declaration: DeclarationInfo
///       let left: TerraformData
///       let right: TerraformData
///
///       init(_ key: String, file: String = #filePath, line: Int = #line) {
///         declaration = DeclarationInfo(kind: "Pair", key: key, file: file, line: line)
///         left = TerraformData("left", input: "1")
///         right = TerraformData("right", input: left.output)
///       }
///
///       var body: [Declaration] {
///         left
///         right
///       }
///     }
///
/// What others refer to is made in the initializer and listed in the body.
public protocol Module: Declared {
  /// What the module declares.
  @DeclarationBuilder var body: [Declaration] { get }
}
