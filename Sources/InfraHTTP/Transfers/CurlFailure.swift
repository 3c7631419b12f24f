import CCurl
import Glibc

/// libcurl's results as errors of this room.
enum CurlFailure {
  /// What kind of failure a result is; times other than the connect timeout are kept by the driver.
  static func kind(of result: CURLcode, message: String) -> HTTPError.Kind {
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY:
      .connect
    case CURLE_OPERATION_TIMEDOUT:
      .timeout(.connect)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED,
      CURLE_SSL_SHUTDOWN_FAILED:
      .tls
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
      // With TLS 1.3 a server refuses the client's certificate only after the handshake, by an
      // alert that libcurl meets while it reads or writes.
      message.contains("alert") ? .tls : .closed
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SEND_FAIL_REWIND,
      CURLE_ABORTED_BY_CALLBACK:
      .closed
    default:
      .protocol
    }
  }

  /// libcurl's words for a result; for a refused connection those of the operating system, since
  /// libcurl calls every Unix socket `localhost port 80`.
  static func detail(
    of result: CURLcode, at endpoint: HTTPEndpoint, message: String, systemError: Int
  ) -> String {
    if result == CURLE_COULDNT_CONNECT, systemError != 0 {
      return String(cString: strerror(Int32(truncatingIfNeeded: systemError)))
    }
    if result == CURLE_COULDNT_CONNECT, case .unix = endpoint {
      // A full queue is EAGAIN (`connect(2)`), which libcurl 7.88 takes for a connection under way
      // and then reports without a cause.
      return "the server takes no more connections for now: its queue of new ones is full"
    }
    if result == CURLE_ABORTED_BY_CALLBACK {
      return "the kept connection ended without an answer; whether the server acted is unknown"
    }
    return message.isEmpty ? String(cString: curl_easy_strerror(result)) : message
  }
}
