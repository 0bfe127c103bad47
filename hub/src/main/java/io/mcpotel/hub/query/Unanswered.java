// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

/** Questions that the store does not answer: told once, until it answers again. */
final class Unanswered {

  private boolean told;

  synchronized void add(String what, Throwable why) {
    if (!told) {
      told = true;
      System.err.println("[mcp-otel-hub] " + what + ": " + why.getMessage());
    }
  }

  synchronized void isOver() {
    told = false;
  }
}
