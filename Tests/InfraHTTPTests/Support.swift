import Foundation
import InfraHTTP
import Testing

/// What the server's echo says it received.
struct Echo: Decodable {
  let method: String
  let target: String
  let headers: [[String]]
  let body: String

  init(_ response: HTTPResponse) throws {
    self = try JSONDecoder().decode(Echo.self, from: Data(response.body))
  }

  func values(of name: String) -> [String] {
    headers.filter { $0[0].lowercased() == name.lowercased() }.map { $0[1] }
  }
}

/// The error that `body` throws; a test fails when it throws none.
func failure(_ body: () async throws -> Void) async throws -> HTTPError {
  do {
    try await body()
  } catch let error as HTTPError {
    return error
  }
  throw TestServer.Failure(reason: "no error where one must be")
}

func text(_ response: HTTPResponse) -> String { String(decoding: response.body, as: UTF8.self) }

/// Threads of this process (`proc(5)`).
func threadCount() throws -> Int {
  try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
}

/// Open file descriptors of this process (`proc(5)`).
func descriptorCount() throws -> Int {
  try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
}
