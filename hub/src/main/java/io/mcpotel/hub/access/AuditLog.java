// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lines about who was rejected: each once a minute, so that one agent with an old token does not
 * crowd out the others, and as many as one may want to read.
 */
final class AuditLog {

  static final int MOST_A_MINUTE = 30;
  private static final int MOST_ASKED = 120;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Consumer<String> lines;
  private final LongSupplier nanos;
  private long since;
  private final Set<String> written = new HashSet<>();
  private long leftOut;

  AuditLog(Consumer<String> lines, LongSupplier nanos) {
    this.lines = lines;
    this.nanos = nanos;
    since = nanos.getAsLong();
  }

  synchronized void write(String from, String asked, String why) {
    long now = nanos.getAsLong();
    if (now - since >= MINUTE_NANOS) {
      if (leftOut > 0) {
        lines.accept(leftOut + " more were rejected, without a line for each");
      }
      since = now;
      written.clear();
      leftOut = 0;
    }
    String line = from + " asked for " + clean(asked) + " and was rejected: " + why;
    if (written.contains(line) || written.size() == MOST_A_MINUTE) {
      leftOut++;
    } else {
      written.add(line);
      lines.accept(line);
    }
  }

  private static String clean(String asked) {
    String line = asked.replaceAll("[^\\x21-\\x7e]", " ");
    return line.length() <= MOST_ASKED ? line : line.substring(0, MOST_ASKED) + "…";
  }
}
