// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Finds the JSON-RPC messages in one direction of an HTTP/1.1 connection. */
final class HttpMessages {

  private static final String DATA = "data:";
  private static final int HEX = 16;

  private final InputStream bytes;
  private final Consumer<String> found;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  HttpMessages(InputStream bytes, Consumer<String> found) {
    this.bytes = bytes;
    this.found = found;
  }

  /** Returns when the connection is at its end. */
  void read() throws IOException {
    while (readLine() != null) {
      Map<String, String> headers = headers();
      if ("chunked".equals(headers.get("transfer-encoding"))) {
        chunks();
      } else {
        body(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      }
      endOfLine();
    }
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
      String[] pair = header.split(":", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
    }
    return headers;
  }

  private void chunks() throws IOException {
    for (int length = chunk(); length > 0; length = chunk()) {
      body(length);
      readLine();
    }
    readLine();
  }

  private int chunk() throws IOException {
    String size = readLine();
    return size == null ? 0 : Integer.parseInt(size.split(";")[0].strip(), HEX);
  }

  /** A message is one line of a body: of an event stream, or of plain JSON. */
  private void body(int length) throws IOException {
    for (int i = 0; i < length; i++) {
      int next = bytes.read();
      if (next < 0) {
        throw new EOFException("within a body");
      }
      if (next == '\n') {
        endOfLine();
      } else {
        line.write(next);
      }
    }
  }

  private void endOfLine() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    String message = text.startsWith(DATA) ? text.substring(DATA.length()).strip() : text;
    if (message.startsWith("{")) {
      found.accept(message);
    }
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (int next = bytes.read(); next != '\n'; next = bytes.read()) {
      if (next < 0) {
        return null;
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
