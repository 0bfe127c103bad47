// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer, with bounds: its server may be anybody. */
final class HttpReplyReader {

  private static final int MOST_IN_HEAD = 16 * 1024;
  private static final int MOST_IN_BODY = 8 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
  private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,7})\\s*(?:;.*)?");

  /** What is done before something is awaited. */
  interface Waiting {
    void begins() throws IOException;
  }

  private final InputStream in;
  private final Waiting waiting;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int readInHead;

  HttpReplyReader(InputStream in, Waiting waiting) {
    this.in = new BufferedInputStream(in);
    this.waiting = waiting;
  }

  HttpReply read() throws IOException {
    int status;
    Map<String, String> headers;
    do {
      status = status();
      headers = headers();
      // What goes before the answer is none.
    } while (status < 200);
    if (status != 204 && status != 304) {
      try {
        readBody(headers);
      } catch (IOException e) {
        // The status has told what matters.
      }
    }
    return HttpReply.of(status, headers, body.toString(UTF_8));
  }

  private int status() throws IOException {
    Matcher line = STATUS.matcher(line());
    if (!line.matches()) {
      throw new IOException("what answers does not speak HTTP");
    }
    return Integer.parseInt(line.group(1));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).trim());
      }
    }
    return headers;
  }

  private void readBody(Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      for (int size = chunk(); size > 0 && body.size() < MOST_IN_BODY; size = chunk()) {
        copy(size);
        line();
      }
      return;
    }
    String length = headers.get("content-length");
    copy(length != null && length.matches("\\d{1,9}") ? Integer.parseInt(length) : MOST_IN_BODY);
  }

  private int chunk() throws IOException {
    Matcher line = CHUNK.matcher(line());
    return line.matches() ? Integer.parseInt(line.group(1), 16) : 0;
  }

  private void copy(int length) throws IOException {
    for (int left = Math.min(length, MOST_IN_BODY - body.size()); left > 0; left--) {
      int next = next();
      if (next < 0) {
        return;
      }
      body.write(next);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = next(); next != '\n'; next = next()) {
      if (next < 0) {
        throw new EOFException("the connection ended before the answer");
      }
      if (++readInHead > MOST_IN_HEAD) {
        throw new IOException("the answer is too long");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private int next() throws IOException {
    if (in.available() == 0) {
      waiting.begins();
    }
    return in.read();
  }
}
