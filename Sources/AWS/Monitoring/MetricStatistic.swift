/// What is made of the values of a figure.
public enum MetricStatistic: String, Choice {
  /// Their mean.
  case average = "Average"
  /// The least.
  case minimum = "Minimum"
  /// The most.
  case maximum = "Maximum"
  /// Their number.
  case sampleCount = "SampleCount"
  /// Their sum.
  case sum = "Sum"
}
