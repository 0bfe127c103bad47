// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered to an HTTP request; the connection ends with it.
 *
 * @param headers beyond those that say how long it is, and all of our own words
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

  private static final String TYPE = "Content-Type";

  /** A line of text, and no word of who has asked. */
  static HttpAnswer text(int status, String line) {
    return new HttpAnswer(
        status,
        Map.of(TYPE, "text/plain; charset=utf-8"),
        (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The same with one more header. */
  HttpAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpAnswer(status, more, body);
  }

  /** As it goes over the wire, with or without its body. */
  ByteBuffer[] bytes(boolean withBody) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
    head.append(reason()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n");
    head.append("X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
    byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new ByteBuffer[] {
      ByteBuffer.wrap(bytes), ByteBuffer.wrap(withBody ? body : new byte[0])
    };
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> "Internal Server Error";
    };
  }
}
