// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids of a span that is made later: the peer gets them before it is known how spans are
 * written, and they are what the span then has. Only our own SDK can give a span its ids.
 *
 * @param spanId null where only the trace is settled
 */
public record AnnouncedSpan(String traceId, String spanId, boolean sampled) {

  private static final String TRACEPARENT = "traceparent";
  private static final int LENGTH = 55;

  /** That of the span which this thread is making just now. */
  private static final ThreadLocal<AnnouncedSpan> MADE_HERE = new ThreadLocal<>();

  /** The first of a trace. */
  static AnnouncedSpan root() {
    return new AnnouncedSpan(id(2), id(1), true);
  }

  /** One whose parent has been announced itself. */
  static AnnouncedSpan childOf(AnnouncedSpan parent) {
    return new AnnouncedSpan(parent.traceId, id(1), parent.sampled);
  }

  /** One of whose trace these received fields are; a root where they name none. */
  static AnnouncedSpan childOf(Map<String, String> fields) {
    String parent = fields == null ? null : fields.get(TRACEPARENT);
    if (parent == null || !isRight(parent)) {
      return root();
    }
    boolean sampled = (Character.digit(parent.charAt(LENGTH - 1), 16) & 1) == 1;
    return new AnnouncedSpan(parent.substring(3, 35), id(1), sampled);
  }

  /** Of version 00, in small letters, and not all zeros. */
  private static boolean isRight(String parent) {
    if (parent.length() != LENGTH || !parent.startsWith("00-")) {
      return false;
    }
    for (int i = 3; i < LENGTH; i++) {
      boolean dash = i == 35 || i == 52;
      char c = parent.charAt(i);
      if (dash ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return !parent.substring(3, 35).matches("0+") && !parent.substring(36, 52).matches("0+");
  }

  /** So many times sixteen digits, not all of them zero. */
  private static String id(int parts) {
    StringBuilder id = new StringBuilder(16 * parts);
    for (int i = 0; i < parts; i++) {
      long part = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) + 1;
      String hex = Long.toHexString(part);
      id.append("0".repeat(16 - hex.length())).append(hex);
    }
    return id.toString();
  }

  /** The fields that name it to a peer. */
  Map<String, String> fields() {
    return Map.of(TRACEPARENT, "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00"));
  }

  /** Makes a span, which has these ids if it is made on this thread and by our own SDK. */
  static void make(AnnouncedSpan announced, Runnable making) {
    if (announced == null) {
      making.run();
      return;
    }
    MADE_HERE.set(announced);
    try {
      making.run();
    } finally {
      MADE_HERE.remove();
    }
  }

  /** That of the span which is being made here, or null. */
  public static AnnouncedSpan here() {
    return MADE_HERE.get();
  }
}
