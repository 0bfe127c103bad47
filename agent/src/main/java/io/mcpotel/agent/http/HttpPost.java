// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends JSON to one address. It has nothing to do with the JDK's HTTP clients: what an application
 * sets for these (cookies, passwords, a trust in everybody) is not meant for us, and what observes
 * them would take our requests for the application's. A redirect is an answer like any other.
 *
 * <p>Whoever calls waits, on a thread of ours, and no two do at once. No message of an exception
 * tells a header, or more of the address than {@link #shown}.
 */
public final class HttpPost {

  /** What fits is handed to the system at once, so that nobody waits for a peer to take it. */
  private static final int SEND_BUFFER = 256 * 1024;

  private final HttpAddress address;
  private final byte[] head;
  private final Path certificate;
  private SSLContext tls;

  /**
   * Makes one; nothing is opened yet.
   *
   * @param url which may name a user and a password
   * @param headers such as {@code Authorization}
   * @param certificate a file with the certificates (PEM) that alone are trusted, or null for those
   *     that the JDK trusts
   * @throws IllegalArgumentException where the URL or a header is wrong, without a word of it
   */
  public HttpPost(String url, Map<String, String> headers, Path certificate) {
    this.address = HttpAddress.of(url);
    this.head = head(address, headers).getBytes(ISO_8859_1);
    this.certificate = certificate;
  }

  /** Where it sends to, without what may be secret. */
  public String shown() {
    return address.shown();
  }

  /**
   * Sends a text of JSON, in UTF-8, and awaits the answer.
   *
   * @param timeout for all of it, but for looking the host up
   */
  public HttpReply send(byte[] json, Duration timeout) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Socket plain = new Socket(java.net.Proxy.NO_PROXY)) {
      plain.setSendBufferSize(SEND_BUFFER);
      plain.setTcpNoDelay(true);
      InetSocketAddress peer = new InetSocketAddress(address.host(), address.port());
      if (peer.isUnresolved()) {
        throw new UnknownHostException(address.host());
      }
      plain.connect(peer, millisUntil(deadline));
      plain.setSoTimeout(millisUntil(deadline));
      return address.secure() ? sendSecurely(plain, json, deadline) : send(plain, json, deadline);
    }
  }

  private HttpReply sendSecurely(Socket plain, byte[] json, long deadline) throws IOException {
    try {
      if (tls == null) {
        tls = Trust.in(certificate);
      }
      try (SSLSocket secure =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, address.host(), address.port(), true)) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return send(secure, json, deadline);
      }
    } catch (SSLException e) {
      // The file of certificates may have been replaced.
      tls = null;
      throw e;
    }
  }

  private HttpReply send(Socket socket, byte[] json, long deadline) throws IOException {
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    out.write(head);
    out.write(("Content-Length: " + json.length + "\r\n\r\n").getBytes(ISO_8859_1));
    out.write(json);
    out.flush();
    return new HttpReplyReader(
            socket.getInputStream(), () -> socket.setSoTimeout(millisUntil(deadline)))
        .read();
  }

  private static int millisUntil(long deadline) throws SocketTimeoutException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (millis <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.min(Integer.MAX_VALUE, millis);
  }

  private static String head(HttpAddress address, Map<String, String> headers) {
    StringBuilder head = new StringBuilder();
    head.append("POST ").append(address.path()).append(" HTTP/1.1\r\n");
    header("Host", address.authority(), head);
    header("User-Agent", "mcp-otel-agent", head);
    header("Content-Type", "application/json; charset=utf-8", head);
    header("Accept", "application/json, */*;q=0.1", head);
    header("Connection", "close", head);
    if (address.userInfo() != null) {
      header("Authorization", address.basicAuthorization(), head);
    }
    headers.forEach((name, value) -> header(name, value, head));
    return head.toString();
  }

  private static void header(String name, String value, StringBuilder head) {
    if (!value.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("the header " + name + " holds what no header may hold");
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
