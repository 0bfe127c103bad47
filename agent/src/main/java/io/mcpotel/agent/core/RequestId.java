// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.math.BigInteger;

/** The JSON-RPC ids of messages, which a peer may make as long as it likes. */
public final class RequestId {

  /** A number of about as many digits as a text has characters. */
  private static final int MOST_BITS = 512;

  private RequestId() {}

  /**
   * An id as it is kept and compared: itself, unless it is longer than any that is meant well. Of
   * one that is, what may be exported is kept, which tells it apart well enough.
   */
  public static Object kept(Object id, Privacy privacy) {
    if (id instanceof String text) {
      return text.length() <= Bounds.ID ? text : privacy.words(text, Bounds.ID);
    }
    boolean small =
        id == null
            || id instanceof Integer
            || id instanceof Long
            || id instanceof Double
            || id instanceof BigInteger number && number.bitLength() <= MOST_BITS;
    // Old releases of the SDK let any JSON be an id.
    return small ? id : "[" + id.getClass().getSimpleName() + "]";
  }

  /** What may be exported of an id that is kept, or null. */
  public static String shown(Object kept, Privacy privacy) {
    if (kept instanceof String text) {
      // A longer one is what may be exported already.
      return text.length() <= Bounds.ID ? privacy.words(text, Bounds.ID) : text;
    }
    return kept == null ? null : kept.toString();
  }
}
