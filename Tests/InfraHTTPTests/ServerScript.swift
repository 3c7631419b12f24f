/// The program of the server that the tests talk to: real sockets, threads, and faults on request.
/// It listens at a Unix socket, a TCP port, or a TLS port, and ends when its standard input does,
/// so that none outlives the tests.
let serverScript = #"""
  import json, os, socket, socketserver, ssl, sys, threading, time
  from http.server import BaseHTTPRequestHandler
  from urllib.parse import parse_qs, urlsplit

  kind, place = sys.argv[1], sys.argv[2]
  lock = threading.Lock()
  steps = threading.Semaphore(0)
  stats = {"connections": 0, "open": 0, "openMax": 0, "floodBytes": 0, "closedByPeer": 0,
           "drops": 0, "uploadBytes": 0, "requests": 0}

  def count(name, by=1):
      with lock:
          stats[name] += by
          stats["openMax"] = max(stats["openMax"], stats["open"])

  class Handler(BaseHTTPRequestHandler):
      protocol_version = "HTTP/1.1"
      disable_nagle_algorithm = kind != "unix"
      wbufsize = 0

      def setup(self):
          super().setup()
          count("connections"); count("open")

      def finish(self):
          count("open", -1)
          try:
              super().finish()
          except OSError:
              pass

      def address_string(self): return "test"
      def log_message(self, *ignored): pass

      def answer(self, body, status=200, headers=()):
          data = body.encode() if isinstance(body, str) else body
          head = f"HTTP/1.1 {status} Some\r\nContent-Length: {len(data)}\r\n"
          head += "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
          self.wfile.write(head.encode() + (b"" if self.command == "HEAD" else data))

      def pieces(self):
          if self.headers.get("Transfer-Encoding") == "chunked":
              while size := int(self.rfile.readline(), 16):
                  yield self.rfile.read(size)
                  self.rfile.readline()
              self.rfile.readline()
          else:
              left = int(self.headers.get("Content-Length") or 0)
              while left and (piece := self.rfile.read1(min(left, 65536))):
                  left -= len(piece)
                  yield piece

      def begin(self, *headers):
          self.wfile.write(("HTTP/1.1 200 Some\r\n" + "".join(h + "\r\n" for h in headers)
                            + "\r\n").encode())

      def chunk(self, data): self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

      def wait_for_end_of_peer(self):
          try:
              gone = not self.connection.recv(1)
          except OSError:
              gone = True
          if gone: count("closedByPeer")
          self.close_connection = True

      def handle_any(self):
          count("requests")
          url = urlsplit(self.path)
          self.query = {name: values[0] for name, values in parse_qs(url.query).items()}
          action = getattr(self, "on_" + url.path.strip("/").split("/")[0], self.on_echo)
          try:
              action()
          except OSError:
              count("closedByPeer")
              self.close_connection = True

      do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

      def on_echo(self):
          body = b"".join(self.pieces())
          self.answer(json.dumps({"method": self.command, "target": self.path,
                                  "headers": [list(pair) for pair in self.headers.items()],
                                  "body": body.decode("latin1")}),
                      int(self.query.get("status", 200)), [("X-Twice", "1"), ("x-twice", "2")])

      def on_stats(self):
          with lock: text = json.dumps(stats)
          self.answer(text)

      def on_slow(self):
          time.sleep(float(self.query["s"]))
          self.answer("slow")

      def on_chunks(self):
          self.begin("Transfer-Encoding: chunked")
          for number in range(int(self.query["n"])):
              self.chunk(b"chunk %d\n" % number)
              time.sleep(float(self.query["s"]))
          self.chunk(b"")

      def on_steps(self):
          self.begin("Transfer-Encoding: chunked")
          for number in range(int(self.query["n"])):
              self.chunk(b"step %d\n" % number)
              steps.acquire(timeout=10)
          self.chunk(b"")

      def on_next(self):
          steps.release()
          self.answer("")

      def on_flood(self):
          size = int(self.query["mb"]) << 20
          self.begin(f"Content-Length: {size}")
          for _ in range(size >> 16):
              self.connection.sendall(b"x" * 65536)
              count("floodBytes", 65536)

      def on_stall(self):
          self.begin("Content-Length: 10")
          self.wfile.write(b"12345")
          self.wait_for_end_of_peer()

      def on_never(self): self.wait_for_end_of_peer()

      def on_short(self):
          self.begin("Content-Length: 10")
          self.wfile.write(b"12345")
          self.close_connection = True

      def on_shortchunked(self):
          self.begin("Transfer-Encoding: chunked")
          self.chunk(b"12345")
          self.close_connection = True

      def on_nonsense(self):
          self.wfile.write(b"this is no HTTP\r\n\r\n")
          self.close_connection = True

      def on_drop(self):
          count("drops")
          self.close_connection = True

      def on_refuse(self):
          time.sleep(float(self.query["s"]))
          self.wfile.write(
              b"HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\nno")
          self.wait_for_end_of_peer()

      def on_upload(self):
          for piece in self.pieces():
              count("uploadBytes", len(piece))
              time.sleep(float(self.query.get("s", 0)))
          self.answer("done")

  class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
      daemon_threads = True
      allow_reuse_address = True
      request_queue_size = 512
      address_family = socket.AF_UNIX if kind == "unix" else socket.AF_INET

      def handle_error(self, *ignored): pass

      def finish_request(self, request, address):
          if kind != "tls": return Handler(request, address, self)
          with tls.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as secure:
              try:
                  secure.do_handshake()
                  Handler(secure, address, self)
              except ssl.SSLError:
                  time.sleep(0.5)  # so that the alert arrives before the end

  if kind == "tls":
      tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      tls.load_cert_chain(place + "/server.pem", place + "/server.key")
      tls.load_verify_locations(place + "/ca.pem")
      tls.verify_mode = ssl.CERT_REQUIRED

  server = Server(place if kind == "unix" else ("127.0.0.1", 0), Handler)
  threading.Thread(target=server.serve_forever, daemon=True).start()
  print(0 if kind == "unix" else server.server_address[1], flush=True)
  sys.stdin.read()
  """#
