// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/**
 * A number for what came in, so that the same thing is known when it comes again. With a million of
 * them at hand, two different things share one once in ten million batches of a thousand.
 */
final class Fingerprint {

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private long state;

  Fingerprint(String kind) {
    add(kind);
  }

  Fingerprint add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Fingerprint add(ByteString bytes) {
    return add(bytes.toByteArray());
  }

  Fingerprint add(byte[] bytes) {
    long word = 0;
    for (int i = 0; i < bytes.length; i++) {
      word = word << 8 | bytes[i] & 0xff;
      if ((i & 7) == 7) {
        add(word);
        word = 0;
      }
    }
    add(word);
    return add(bytes.length);
  }

  Fingerprint add(long value) {
    state = mix((state ^ value) * PRIME);
    return this;
  }

  /** Never zero. */
  long value() {
    long value = mix(state + PRIME);
    return value == 0 ? 1 : value;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 32;
  }
}
