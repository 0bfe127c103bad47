// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** After which row a page goes on. */
record Cursor(Instant time, long id) {

  String text() {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000)
            .putLong(id)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Optional<Cursor> parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() != 2 * Long.BYTES) {
        return Optional.empty();
      }
      long micros = bytes.getLong();
      Instant time =
          Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
      return Optional.of(new Cursor(time, bytes.getLong()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
