// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * What systemd has said to the process that it started.
 *
 * @param socket where it listens, a path, or a name after an {@code @}
 * @param watchdogNanos how long it waits for a sign of life, or 0 where it does not
 */
record SystemdUnit(String socket, long watchdogNanos) {

  /** What it says by the environment's variables, or null where it says nothing to this process. */
  static SystemdUnit of(UnaryOperator<String> environment, long pid) {
    String socket = environment.apply("NOTIFY_SOCKET");
    if (socket == null || socket.length() < 2 || "/@".indexOf(socket.charAt(0)) < 0) {
      return null;
    }
    String meant = environment.apply("WATCHDOG_PID");
    if (meant != null && !meant.equals(String.valueOf(pid))) {
      // They are another's, who started this process.
      return null;
    }
    return new SystemdUnit(socket, nanos(environment.apply("WATCHDOG_USEC")));
  }

  private static long nanos(String micros) {
    try {
      return micros == null
          ? 0
          : Math.max(0, TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros)));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  boolean hasWatchdog() {
    return watchdogNanos > 0;
  }
}
