import FoundationEssentials
import InfraExecution
import InfraModel
import InfraReview
import Synchronization

/// Shows an apply while it runs: redrawn lines on a terminal, one line an event in a log, one
/// JSON object an event for programs.
final class ProgressView: Sendable {
  enum Style: Sendable { case redrawn, lines, json }

  private struct Running {
    let number: Int
    let label: String
    let begun: Double
    var told: Double
    var note: String
  }

  /// How long a log waits at least between two lines of one step, in seconds: what ends sooner
  /// has one line when it begins and one when it ends.
  static let secondsBetweenLines = 5.0

  private struct State {
    var running: [Running] = []
    var drawn = 0
    var done = 0
  }

  private let terminal: Terminal
  private let style: Style
  private let total: Int
  private let now: @Sendable () -> Double
  private let state = Mutex(State())

  init(
    terminal: Terminal, style: Style, total: Int, now: @escaping @Sendable () -> Double
  ) {
    self.terminal = terminal
    self.style = style
    self.total = total
    self.now = now
  }

  /// Takes one event; may be called from anywhere.
  func show(_ event: ExecutionEvent) {
    if style == .json { return terminal.print(ApplyEventJSON.line(event)) }
    state.withLock { state in
      let line = update(&state, event)
      if style == .lines {
        if let line { terminal.say(line + "\n") }
      } else {
        redraw(&state, printing: line)
      }
    }
  }

  /// Draws anew what runs, so that its times go on; ten times a second is enough.
  func tick() {
    guard style == .redrawn else { return }
    state.withLock { redraw(&$0, printing: nil) }
  }

  /// Takes the lines of what runs away.
  func clear() {
    guard style == .redrawn else { return }
    state.withLock { state in
      terminal.say(erasing(state.drawn))
      state.drawn = 0
    }
  }

  /// Notes what an event changes and answers the line that stays, if there is one.
  private func update(_ state: inout State, _ event: ExecutionEvent) -> String? {
    let theme = terminal.errTheme
    switch event {
    case .started(let step, let address):
      let label = "\(step.operation.rawValue) \(address)"
      let time = now()
      state.running.append(
        Running(number: step.number, label: label, begun: time, told: time, note: ""))
      return style == .lines ? "\(label) …" : nil
    case .progress(let step, let address, let note):
      guard let index = state.running.firstIndex(where: { $0.number == step.number }) else {
        return nil
      }
      state.running[index].note = note
      let time = now()
      guard style == .lines, time - state.running[index].told >= Self.secondsBetweenLines else {
        return nil
      }
      state.running[index].told = time
      return "\(step.operation.rawValue) \(address): \(Shown.line(note))"
    case .requestRetried(let step, let address, let note):
      if style == .lines { return "\(step.operation.rawValue) \(address): \(Shown.line(note))" }
      if let index = state.running.firstIndex(where: { $0.number == step.number }) {
        state.running[index].note = note
      }
      return nil
    case .retrying(let step, let address, let error, let seconds):
      let text = "\(step.operation.rawValue) \(address): \(error.message)"
      return theme.paint(
        "\(text) Trying again in \(Self.text(seconds)).", .warning)
    case .finished(let step, let address, let seconds):
      state.running.removeAll { $0.number == step.number }
      state.done += 1
      let count = "[\(state.done)/\(total)]"
      return theme.paint(
        "\(count) \(step.operation.rawValue) \(address)", .create) + " \(Self.text(seconds))"
    case .failed(let step, let address, _, let seconds):
      state.running.removeAll { $0.number == step.number }
      return theme.paint("failed: \(step.operation.rawValue) \(address)", .error)
        + " after \(Self.text(seconds))"
    case .skipped(let step, let address, let cause):
      return "skipped: \(step.operation.rawValue) \(address), because \(cause) failed"
    }
  }

  private func redraw(_ state: inout State, printing line: String?) {
    var text = erasing(state.drawn)
    if let line { text += line + "\n" }
    let shown = state.running.prefix(12)
    let columns = terminal.columns ?? 80
    for running in shown {
      // The line ends in a time of its own.
      let told = running.note.replacing(#/, \d+ s$/#, with: "")
      let note = told.isEmpty ? "" : ", \(Shown.line(told))"
      let time = Self.text(now() - running.begun)
      text += "\(Self.fitted("  \(running.label)\(note)", to: columns - time.count - 2)) \(time)\n"
    }
    state.drawn = shown.count
    terminal.say(text)
  }

  /// A line that would wrap could not be erased: it is cut.
  private static func fitted(_ line: String, to width: Int) -> String {
    line.count <= width ? line : line.prefix(max(width - 1, 1)) + "…"
  }

  private func erasing(_ lines: Int) -> String {
    lines == 0 ? "" : "\u{1B}[\(lines)A\u{1B}[J"
  }

  /// A time as people read it.
  static func text(_ seconds: Double) -> String {
    guard seconds < 10 else { return "\(Int(seconds.rounded())) s" }
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
