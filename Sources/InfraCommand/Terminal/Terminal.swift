import FoundationEssentials
import Glibc
import InfraModel
import InfraReview
import Synchronization

/// The process's streams: data goes to stdout, talk to stderr.
final class Terminal: Sendable {
  private struct Sinks: Sendable {
    var out: @Sendable (String) -> Void
    var err: @Sendable (String) -> Void
  }

  private let sinks: Mutex<Sinks>
  /// How stdout is coloured.
  let outTheme: Theme
  /// How stderr is coloured.
  let errTheme: Theme
  /// Whether stderr is a terminal on which lines can be redrawn.
  let canRedraw: Bool
  /// Whether somebody can answer.
  let canAsk: Bool
  /// The columns at which prose is wrapped.
  let proseWidth: Int

  init(
    out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void,
    outTheme: Theme = .plain, errTheme: Theme = .plain, canRedraw: Bool = false,
    canAsk: Bool = false, proseWidth: Int = 100
  ) {
    sinks = Mutex(Sinks(out: out, err: err))
    self.outTheme = outTheme
    self.errTheme = errTheme
    self.canRedraw = canRedraw
    self.canAsk = canAsk
    self.proseWidth = proseWidth
  }

  /// The columns of the terminal behind stderr now, if it is one: its window may be resized.
  var columns: Int? {
    guard canRedraw else { return nil }
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The streams of this process. Colour only on a terminal, and never where NO_COLOR is set
  /// (no-color.org) or the terminal is dumb.
  static func current(_ variables: [String: String]) -> Terminal {
    let isPlain =
      variables["NO_COLOR"]?.isEmpty == false || variables["TERM"] == "dumb"
    let outIsTerminal = isatty(STDOUT_FILENO) == 1
    let errIsTerminal = isatty(STDERR_FILENO) == 1
    return Terminal(
      out: { write($0, STDOUT_FILENO) }, err: { write($0, STDERR_FILENO) },
      outTheme: outIsTerminal && !isPlain ? .colour : .plain,
      errTheme: errIsTerminal && !isPlain ? .colour : .plain,
      canRedraw: errIsTerminal && variables["TERM"] != "dumb",
      canAsk: isatty(STDIN_FILENO) == 1)
  }

  /// The same streams with colours off.
  var withoutColour: Terminal {
    Terminal(
      out: { [self] in print($0) }, err: { [self] in say($0) }, canRedraw: canRedraw,
      canAsk: canAsk, proseWidth: proseWidth)
  }

  /// Writes data.
  func print(_ text: String) { sinks.withLock { $0.out(text) } }

  /// Writes talk.
  func say(_ text: String) { sinks.withLock { $0.err(text) } }

  /// Tells problems, with places relative to the project's folder.
  func tell(_ diagnostics: [Diagnostic], root: String?) {
    guard !diagnostics.isEmpty else { return }
    say(DiagnosticText(theme: errTheme, root: root, width: proseWidth).render(diagnostics))
  }

  /// Asks a question that only the word `yes` answers with yes.
  func confirms(_ question: String) -> Bool {
    say("\(question) (yes/no) ")
    return readLine()?.trimming(\.isWhitespace) == "yes"
  }

  /// Writes to a stream of this process at once.
  static func write(_ text: String, _ descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = Glibc.write(
          descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
        if count < 0, errno == EINTR { continue }
        // A reader that has gone away wants no more: nothing is left to be done about it.
        if count <= 0 { return }
        offset += count
      }
    }
  }
}
