import Dispatch
import Glibc

/// One run of a program with a text on its standard input; what it says of errors goes nowhere.
///
/// POSIX's own calls, since Foundation's `Process` brings the half of Foundation along that nothing
/// else here needs, and with it a third of the time in which the command starts.
enum HelperProcess {
  /// The program could not be started: the system's number of the error.
  struct NotStarted: Error {
    let number: Int32
  }

  /// Runs a program on the caller's thread until it ends, at the latest when the limit is over.
  ///
  /// - Returns: Its exit code (128 and the signal's number where a signal ended it), and all that
  ///   it wrote to its standard output.
  static func run(
    _ program: String, _ arguments: [String], input: String, environment: [String: String],
    limit: DispatchTimeInterval = .seconds(30)
  ) throws(NotStarted) -> (status: Int32, output: [UInt8]) {
    // Sockets, not pipes: a write to one that nobody reads any more is an error and no signal.
    let (ours, theirs) = try pair()
    let id: pid_t
    do throws(NotStarted) {
      id = try start([program] + arguments, environment, theirs)
    } catch {
      close(ours)
      close(theirs)
      throw error
    }
    close(theirs)
    let deadline = DispatchWorkItem { kill(id, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + limit, execute: deadline)
    send(input, to: ours)
    let output = readToEnd(ours)
    close(ours)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    deadline.cancel()
    let signal = status & 0x7F
    return (signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output)
  }

  private static func pair() throws(NotStarted) -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw NotStarted(number: errno) }
    return (ends[0], ends[1])
  }

  private static func start(
    _ words: [String], _ environment: [String: String], _ stream: Int32
  ) throws(NotStarted) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, stream, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, stream, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // What this process or thread does not listen to, the program does: else nobody could end it.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var id: pid_t = 0
    var status: Int32 = 0
    // A program that was just installed may still be open for writing in a child of another thread
    // that is about to become a program of its own: a matter of milliseconds.
    for _ in 1...100 {
      status = posix_spawn(&id, words[0], &actions, &attributes, &arguments, &variables)
      guard status == ETXTBSY else { break }
      usleep(10_000)
    }
    guard status == 0 else { throw NotStarted(number: status) }
    return id
  }

  private static func send(_ text: String, to socket: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = Glibc.send(
          socket, bytes.baseAddress.map { $0 + offset }, bytes.count - offset,
          Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        // A program that does not listen says itself what it makes of that.
        if count <= 0 { return }
        offset += count
      }
    }
    shutdown(socket, Int32(SHUT_WR))
  }

  private static func readToEnd(_ socket: Int32) -> [UInt8] {
    var output: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(socket, &room, room.count, 0)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return output }
      output += room.prefix(count)
    }
  }
}
