// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A file of the console as it is sent. */
record StaticFile(String type, byte[] content, byte[] zipped, String tag) {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  /** Nothing where there is no such file, or it is none to be sent. */
  static Optional<StaticFile> read(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      return Optional.empty();
    }
    try (InputStream file = StaticFile.class.getResourceAsStream(name)) {
      if (file == null) {
        return Optional.empty();
      }
      byte[] content = file.readAllBytes();
      return Optional.of(new StaticFile(type, content, zip(content), tag(content)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(byte[] content) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    }
    return zipped.toByteArray();
  }

  /** Weak, as it is the same for what is sent zipped. */
  private static String tag(byte[] content) {
    return "W/\"" + HexFormat.of().formatHex(ContentPolicy.sha256(content), 0, 16) + '"';
  }
}
