import InfraDSL

/// A health probe as a command inside the container, with what its image has. Images without
/// curl are the rule: bash opens TCP connections by `/dev/tcp`, busybox has wget.
enum ProbeCommand {
  static func words(_ probe: Health.Probe, _ tool: ServiceImage.ProbeTool) -> [Value<String>] {
    switch (probe, tool) {
    case (.command(let words), _): return words
    case (.http(let path, let port), .bash):
      let request = "GET \(path) HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n"
      return [
        "bash", "-c",
        """
        exec 3<>/dev/tcp/127.0.0.1/\(port) && printf '\(request)' >&3 && \
        read -r -t 2 _ status _ <&3 && [[ $status == 200 ]]
        """,
      ]
    case (.tcp(let port), .bash): return ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/\(port)"]
    case (.http(let path, let port), .wget):
      return ["wget", "-q", "-O", "/dev/null", "-T", "2", "http://127.0.0.1:\(port)\(path)"]
    case (.tcp(let port), .wget): return ["nc", "-z", "-w", "2", "127.0.0.1", "\(port)"]
    case (.http(let path, let port), .python):
      let url = "http://127.0.0.1:\(port.number)\(path)"
      return [
        "python3", "-c", "import urllib.request as r; r.urlopen('\(url)', timeout=2)",
      ]
    case (.tcp(let port), .python):
      return [
        "python3", "-c",
        "import socket; socket.create_connection(('127.0.0.1', \(port)), 2)",
      ]
    }
  }
}
