// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** How many bytes a text has on the wire. */
public final class Utf8 {

  private static final int ONE_BYTE = 0x80;
  private static final int TWO_BYTES = 0x800;

  private Utf8() {}

  /** The length in UTF-8, without making the bytes. */
  public static long length(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ONE_BYTE) {
        // Each half of a surrogate pair makes two of its four bytes.
        bytes += c < TWO_BYTES || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
