import Foundation

/// Ports of this machine's loopback for tests.
enum FreePort {
  struct Failure: Error {}

  /// A port that nobody listens on now.
  static func find() throws -> Int {
    let listener = try Listener()
    listener.close()
    return listener.port
  }

  /// Somebody who listens on a port.
  struct Listener {
    let port: Int
    private let descriptor: Int32

    init() throws {
      let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let status = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
          bind(opened, generic, length) == 0 && listen(opened, 1) == 0
            ? getsockname(opened, generic, &length) : -1
        }
      }
      descriptor = opened
      guard status == 0 else { throw Failure() }
      port = Int(UInt16(bigEndian: address.sin_port))
    }

    func close() { _ = Glibc.close(descriptor) }
  }
}
