import InfraDSL

/// The id of a network: a type of its own, so that no other id fits where it is wanted.
public struct NetworkID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  /// What is wrong: a network can be meant by its id or its name.
  public static func problem(in text: String) -> String? { ObjectName.problem(in: text) }
}

/// The identity of a volume, which is its name.
public struct VolumeID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  /// What is wrong with it as a name.
  public static func problem(in text: String) -> String? { ObjectName.problem(in: text) }
}

/// The id of a container.
public struct ContainerID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  /// What is wrong: a container can be meant by its id or its name.
  public static func problem(in text: String) -> String? { ObjectName.problem(in: text) }
}
