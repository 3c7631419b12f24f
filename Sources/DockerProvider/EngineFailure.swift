import FoundationEssentials
import Glibc
import InfraHTTP
import InfraModel

extension Engine {
  /// A request that got no answer, as an operation's error.
  func error(_ error: HTTPError, _ request: EngineRequest) -> ProviderError {
    switch error.kind {
    case .cancelled:
      ProviderError(.cancelled, request: request.name, message: "It was interrupted.")
    case .connect, .timeout(.connect): unreachable(error, request)
    case .tls:
      ProviderError(
        .refused, request: request.name,
        message: "TLS with the Docker Engine at \(endpoint.http) failed: \(error.detail).",
        hints: [
          "check the certificates in DOCKER_CERT_PATH, or those of \(endpoint.origin)",
          "check that the engine's certificate names this host",
        ])
    case .timeout, .closed, .protocol, .bodyTooLarge:
      ProviderError(
        error.isSafeToRetry ? .unreachable : .uncertain, request: request.name,
        message: "\(error.summary): \(error.detail) (\(endpoint.http)).",
        hints: ["check the engine's log and its load"])
    case .invalidRequest, .bodySource:
      ProviderError(
        .refused, request: request.name, message: "\(error.summary): \(error.detail).",
        hints: [error.hint])
    }
  }

  private func unreachable(_ error: HTTPError, _ request: EngineRequest) -> ProviderError {
    var hints: [String] = []
    var commands: [String] = []
    if case .unix(let path) = endpoint.http {
      if FileManager.default.fileExists(atPath: path), access(path, R_OK | W_OK) != 0 {
        hints.append("this user may not use \(path): join its group, then log in again")
        commands.append("sudo usermod -aG docker \"$USER\"")
      } else {
        hints.append("start the engine")
        commands += ["sudo systemctl start docker", "Infra/engine start"]
      }
    } else {
      hints.append("check that the engine runs there and that nothing on the way blocks it")
    }
    hints.append("choose another engine with --host, DOCKER_HOST or docker context use")
    return ProviderError(
      .unreachable, request: request.name,
      message: "No Docker Engine answers at \(endpoint.http) (from \(endpoint.origin)): "
        + "\(error.detail).",
      hints: hints, commands: commands)
  }

  /// Something answered that is no Docker Engine.
  func notAnEngine(_ response: HTTPResponse) -> ProviderError {
    ProviderError(
      .refused, request: "GET /_ping", status: response.status,
      message: "What answers at \(endpoint.http) (from \(endpoint.origin)) is no Docker Engine: "
        + "status \(response.status), no Api-Version.",
      hints: ["choose the engine with --host, DOCKER_HOST or docker context use"])
  }
}
