/// What tasks run on.
public enum LaunchType: String, Choice {
  /// Machines that AWS runs.
  case fargate = "FARGATE"
  /// Machines of one's own in EC2.
  case ec2 = "EC2"
  /// Machines of one's own elsewhere.
  case external = "EXTERNAL"
}
