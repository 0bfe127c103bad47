// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a browser lets the page do: run and load the hub's own files, ask the hub, and nothing else.
 * What a server or client wrote could not become script or markup even if the page had a mistake.
 */
final class ContentPolicy {

  private static final String MAP = "<script type=\"importmap\">";

  private ContentPolicy() {}

  /** The import map cannot be a file of its own, so that it is let in by what it says. */
  static String of(byte[] page) {
    String text = new String(page, StandardCharsets.UTF_8);
    int start = text.indexOf(MAP) + MAP.length();
    String map = text.substring(start, text.indexOf("</script>", start));
    String hash = Base64.getEncoder().encodeToString(sha256(map.getBytes(StandardCharsets.UTF_8)));
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'sha256-" + hash + "'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'");
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
