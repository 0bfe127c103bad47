// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many wrong tokens came from an address of late, of the addresses that were last heard. */
final class FailedTokens {

  static final int MOST = 10;
  static final int MOST_ADDRESSES = 4_096;
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  FailedTokens(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How many there are with this one, and how long they are remembered. */
  synchronized Failures add(InetAddress address) {
    long now = nanos.getAsLong();
    Window window = windows.computeIfAbsent(key(address), any -> new Window(now));
    if (now - window.since >= WINDOW_NANOS) {
      window.since = now;
      window.failures = 0;
    }
    window.failures++;
    long left = WINDOW_NANOS - (now - window.since);
    return new Failures(window.failures, 1 + TimeUnit.NANOSECONDS.toSeconds(left - 1));
  }

  synchronized int addresses() {
    return windows.size();
  }

  /** Of IPv6, one has as many addresses as there are in a network of 64 bits. */
  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8));
  }

  record Failures(int count, long seconds) {
    boolean areTooMany() {
      return count > MOST;
    }
  }

  private static final class Window {

    private long since;
    private int failures;

    Window(long since) {
      this.since = since;
    }
  }
}
