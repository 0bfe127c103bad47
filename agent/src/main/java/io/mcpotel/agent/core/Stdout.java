// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** Whether the process's stdout is a protocol, to which nobody else may write. */
public final class Stdout {

  private static volatile boolean protocol;

  private Stdout() {}

  /** A server may answer over it. */
  static void becomesProtocol() {
    protocol = true;
  }

  public static boolean isProtocol() {
    return protocol;
  }
}
