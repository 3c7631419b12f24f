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

extension Module {
  /// Has the services in it run elsewhere than the environment's others, as in a second region.
  public func runs(on platform: any Platform) -> Self {
    var copy = self
    copy.declaration.platform = platform
    return copy
  }

  /// Serves the resources in it by another provider configuration than their types' default, as
  /// `aws.standby`; those of other providers, and those that name one themselves, stay.
  public func provider(_ name: String) -> Self {
    var copy = self
    copy.declaration.provider = name
    return copy
  }
}
