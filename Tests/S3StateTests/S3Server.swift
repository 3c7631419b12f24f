import Foundation
import Testing

/// A store of objects that speaks S3's protocol on this machine, with faults on request: what
/// moto does not do, as 409 to a write beside another one, or an answer that never comes.
///
/// The rules are those of S3's user guide, "Conditional requests": 412 where a condition does not
/// hold, 404 where the object to be matched is not there, 409 where another write is under way.
final class S3Server: Sendable {
  struct Failure: Error { let reason: String }

  let port: Int
  private let stop: @Sendable () -> Void

  var endpoint: String { "http://127.0.0.1:\(port)" }

  private init() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.script]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Failure(reason: "the server did not start: \(line)")
    }
    self.port = port
    let id = process.processIdentifier
    stop = { kill(id, SIGKILL) }
    // Held open by the capture: the server ends with its input at the latest.
    process.terminationHandler = { _ in try? input.fileHandleForWriting.close() }
  }

  /// Runs a test with a server, and stops it whatever happens.
  static func with<Value>(_ body: (S3Server) async throws -> Value) async throws -> Value {
    // Starting blocks, and Swift's own threads are too few for every test to block one.
    let server = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try S3Server() }) }
    }
    defer { server.stop() }
    return try await body(server)
  }

  private static let script = #"""
    import hashlib, json, socket, sys, threading, time
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from urllib.parse import parse_qs, unquote, urlsplit

    objects, faults, lock = {}, [], threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *ignored): pass

        def answer(self, status, body=b"", headers=()):
            self.send_response(status)
            for name, value in headers: self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def error(self, status, code):
            self.answer(status, f"<Error><Code>{code}</Code><Message>m</Message></Error>".encode(),
                        [("Content-Type", "application/xml")])

        def drop(self):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

        def any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            url = urlsplit(self.path)
            if url.path == "/faults":
                faults[:] = json.loads(body)
                return self.answer(200)
            with lock: fault = faults.pop(0) if faults else "good"
            if fault == "409": return self.error(409, "ConditionalRequestConflict")
            if fault == "503": return self.error(503, "SlowDown")
            if fault == "html":
                return self.answer(500, b"<html><body>no</body></html>",
                                   [("Content-Type", "text/html")])
            if fault == "dropped": return self.drop()
            if fault == "slow": time.sleep(0.5)
            with lock: answer = self.work(url, body)
            return self.drop() if fault == "lost" else answer()

        def work(self, url, body):
            parts = unquote(url.path).split("/", 2)
            bucket, key = parts[1], parts[2] if len(parts) > 2 else ""
            if bucket != "states": return lambda: self.error(404, "NoSuchBucket")
            if not key: return self.list(parse_qs(url.query))
            tag = objects.get(key) and '"%s"' % hashlib.md5(objects[key]).hexdigest()
            if self.command == "DELETE":
                objects.pop(key, None)
                return lambda: self.answer(204)
            if self.command == "GET":
                if key not in objects: return lambda: self.error(404, "NoSuchKey")
                content = objects[key]
                tag = '"%s"' % hashlib.md5(content).hexdigest()
                return lambda: self.answer(200, content, [("ETag", tag)])
            match, none = self.headers.get("If-Match"), self.headers.get("If-None-Match")
            there = key in objects
            tag = '"%s"' % hashlib.md5(objects[key]).hexdigest() if there else None
            if match and not there: return lambda: self.error(404, "NoSuchKey")
            if (match and match != tag) or (none == "*" and there):
                return lambda: self.error(412, "PreconditionFailed")
            objects[key] = body
            tag = '"%s"' % hashlib.md5(body).hexdigest()
            return lambda: self.answer(200, b"", [("ETag", tag)])

        def list(self, query):
            prefix, after = query.get("prefix", [""])[0], query.get("continuation-token", [""])[0]
            keys = sorted(k for k in objects if k.startswith(prefix) and k > after)
            page, rest = keys[:3], keys[3:]
            text = "<ListBucketResult><IsTruncated>%s</IsTruncated>" % str(bool(rest)).lower()
            if rest: text += f"<NextContinuationToken>{page[-1]}</NextContinuationToken>"
            text += "".join(f"<Contents><Key>{k}</Key></Contents>" for k in page)
            text += "</ListBucketResult>"
            return lambda: self.answer(200, text.encode(), [("Content-Type", "application/xml")])

        do_GET = do_PUT = do_DELETE = do_POST = any

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
    """#
}
