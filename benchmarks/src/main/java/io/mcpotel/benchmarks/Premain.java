// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.lang.instrument.Instrumentation;

/** The smallest possible agent: what any {@code -javaagent} costs. */
public final class Premain {

  private Premain() {}

  /**
   * Called by the JVM. Without the second parameter it would be found only after an exception whose
   * message costs a dozen classes.
   */
  public static void premain(String arguments, Instrumentation instrumentation) {}
}
