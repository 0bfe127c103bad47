// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the SDK's and Tomcat's own log lines, all through java.util.logging, out of the demo. */
final class SampleLogging {

  private SampleLogging() {}

  /** The errors that the sample provokes on purpose are logged with long stack traces. */
  static void quieten() {
    Logger.getLogger("").setLevel(Level.OFF);
  }
}
