// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * HTTP/1.1 over one connection that stays open. It shares the processors with the server that is
 * measured, and the JDK's client takes several times as much of them.
 */
final class Sender implements AutoCloseable {

  private final SocketAddress address;
  private final String host;
  private Socket socket;
  private InputStream in;

  Sender(String endpoint) {
    URI uri = URI.create(endpoint);
    address = new InetSocketAddress(uri.getHost(), uri.getPort());
    host = uri.getAuthority();
  }

  /** All but the body of a request, which is the same for each body of this length. */
  byte[] head(Template.Body kind, int length) {
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-protobuf\r\n"
            + "Content-Length: %d\r\n\r\n";
    return String.format(Locale.ROOT, head, kind.path(), host, length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The status of the answer. */
  int post(byte[] head, byte[] body) throws IOException {
    if (socket != null) {
      try {
        return exchange(head, body);
      } catch (IOException e) {
        // A server may close a connection between two requests.
        close();
      }
    }
    connect();
    return exchange(head, body);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  private void connect() throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(address);
    in = new BufferedInputStream(socket.getInputStream());
  }

  private int exchange(byte[] head, byte[] body) throws IOException {
    socket.getOutputStream().write(head);
    socket.getOutputStream().write(body);
    int status = Integer.parseInt(line().split(" ")[1]);
    long length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Long.parseLong(value);
        case "transfer-encoding" -> chunked = value.equals("chunked");
        case "connection" -> last = value.equals("close");
        default -> {}
      }
    }
    if (chunked) {
      skipChunks();
    } else {
      in.skipNBytes(length);
    }
    if (last) {
      close();
    }
    return status;
  }

  private void skipChunks() throws IOException {
    int size;
    do {
      size = Integer.parseInt(line().split(";")[0].strip(), 16);
      in.skipNBytes(size);
      // Nothing after a chunk and, where there are no trailers, after the last one.
      line();
    } while (size > 0);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection was closed");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
