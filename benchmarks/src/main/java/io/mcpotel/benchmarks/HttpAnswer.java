// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one answer after the other from a connection. */
final class HttpAnswer {

  private static final String LENGTH = "content-length:";
  private static final String CODING = "transfer-encoding: chunked";
  private static final String SESSION = "mcp-session-id:";

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int at;
  private int end;
  private String session;

  HttpAnswer(InputStream in) {
    this.in = in;
  }

  /** Reads the next answer to its end, and tells its body. */
  String read() throws IOException {
    String status = line();
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException("the server answered " + status);
    }
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      } else if (header.equals(CODING)) {
        chunked = true;
      } else if (header.startsWith(SESSION)) {
        session = line.substring(SESSION.length()).strip();
      }
    }
    return chunked ? chunks() : text(length);
  }

  /** The session that the last answer which named one has named. */
  String session() {
    return session;
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int length = Integer.parseInt(line(), 16);
      body.append(text(length));
      line();
      if (length == 0) {
        return body.toString();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = next(); next != '\n'; next = next()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private String text(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) next();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int next() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
      if (end == 0) {
        throw new EOFException("the server closed the connection");
      }
    }
    return buffer[at++] & 0xff;
  }
}
