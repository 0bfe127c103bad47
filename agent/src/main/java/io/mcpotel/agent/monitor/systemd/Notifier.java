// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

/** Sends messages to systemd's socket. */
interface Notifier {

  /**
   * Sends one, and waits no longer than this.
   *
   * @param message assignments such as {@code WATCHDOG=1}, one in a line
   * @return whether it went out
   */
  boolean send(String message, long millis) throws Exception;
}
