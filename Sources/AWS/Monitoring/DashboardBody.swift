import InfraDSL
import InfraModel

/// What is on a dashboard, written as canonical JSON.
public struct DashboardBody: ArgumentValue, ExpressibleByArrayLiteral {
  enum Content: Sendable {
    case widgets([Widget])
    case json(Value<String>)
  }

  let content: Content

  /// Widgets.
  public init(_ widgets: [Widget]) { content = .widgets(widgets) }

  /// Widgets.
  public init(arrayLiteral elements: Widget...) { content = .widgets(elements) }

  private init(content: Content) { self.content = content }

  /// A body that is written as JSON already.
  public static func json(_ text: Value<String>) -> DashboardBody {
    DashboardBody(content: .json(text))
  }

  /// The body as JSON text; text that is not JSON is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch content {
    case .widgets(let widgets):
      return JSONText.of(["widgets": .list(widgets.map { $0.lower(&context) })])
    case .json(let value):
      let lowered = value.lower(&context)
      guard let text = lowered.string else { return lowered }
      do throws(JSONParser.Failure) {
        return JSONText.of(try JSONParser.parse(text))
      } catch {
        context.report("Invalid dashboard", "The body is not JSON: \(error).")
        return lowered
      }
    }
  }

  /// Where a widget is: a dashboard is 24 columns wide.
  public struct Place: Sendable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int

    /// A place by its upper left corner and its size.
    public init(x: Int, y: Int, width: Int, height: Int) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  /// One figure in a widget.
  public struct Line: ArgumentValue {
    let namespace: Value<String>
    let metric: Value<String>
    let dimensions: [String: Value<String>]

    /// A figure of CloudWatch by its names.
    public init(
      _ metric: Value<String>, namespace: Value<String>, dimensions: [String: Value<String>] = [:]
    ) {
      self.namespace = namespace
      self.metric = metric
      self.dimensions = dimensions
    }

    /// The figure as a list: namespace, name, then dimensions, sorted.
    public func lower(_ context: inout LoweringContext) -> Datum {
      var items = [namespace.lower(&context), metric.lower(&context)]
      for (name, value) in dimensions.sorted(by: { $0.key < $1.key }) {
        items += [.string(name), value.lower(&context)]
      }
      return .list(items)
    }
  }

  /// A part of a dashboard.
  public struct Widget: ArgumentValue {
    enum Content: Sendable {
      case text(Value<String>)
      case lines([Line], title: Value<String>, Value<Region>, MetricStatistic, TimeSpan)
      case alarms([Value<AnyARN>], title: Value<String>)
    }

    let content: Content
    let place: Place

    /// A text in Markdown.
    public static func text(_ markdown: Value<String>, at place: Place) -> Widget {
      Widget(content: .text(markdown), place: place)
    }

    /// Figures over time.
    ///
    /// - Parameters:
    ///   - title: What stands above them.
    ///   - lines: The figures.
    ///   - region: The region that they are from.
    ///   - statistic: What is made of the values in a period.
    ///   - period: How long one value is made of.
    ///   - place: Where they are.
    public static func lines(
      _ title: Value<String>, _ lines: [Line], region: Value<Region>,
      statistic: MetricStatistic = .average, period: Duration = .minutes(1), at place: Place
    ) -> Widget {
      let span = TimeSpan(period, in: .seconds, 1...2_592_000)
      return Widget(
        content: .lines(lines, title: title, region, statistic, span), place: place)
    }

    /// The states of alarms.
    public static func alarms(
      _ title: Value<String>, _ alarms: [Value<ARN<AWSCloudWatchMetricAlarm>>], at place: Place
    ) -> Widget {
      Widget(content: .alarms(alarms.map(\.ofAnyKind), title: title), place: place)
    }

    /// The object; a place beside the dashboard is a problem.
    public func lower(_ context: inout LoweringContext) -> Datum {
      let isInside =
        place.x >= 0 && place.y >= 0 && place.width >= 1 && place.x + place.width <= 24
        && (1...1_000).contains(place.height)
      if !isInside {
        context.report(
          "Invalid place",
          "A dashboard is 24 columns wide: a widget at \(place.x), \(place.y) of "
            + "\(place.width) by \(place.height) is not on it.")
      }
      let kind: String
      let properties: Datum
      switch content {
      case .text(let markdown):
        kind = "text"
        properties = context.object(["markdown": markdown])
      case .lines(let lines, let title, let region, let statistic, let period):
        kind = "metric"
        properties = context.object([
          "metrics": lines, "title": title, "region": region, "stat": statistic, "period": period,
        ])
      case .alarms(let alarms, let title):
        kind = "alarm"
        properties = context.object(["alarms": alarms, "title": title])
      }
      return [
        "type": .string(kind), "x": .int(place.x), "y": .int(place.y),
        "width": .int(place.width), "height": .int(place.height), "properties": properties,
      ]
    }
  }
}
