// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.util.HashSet;
import java.util.Set;

/** Questions that the store does not answer: each is told once, until it is answered again. */
final class Unanswered {

  private final Set<String> told = new HashSet<>();

  synchronized void add(String question, Throwable why) {
    if (told.add(question)) {
      System.err.println("[mcp-otel-hub] " + question + ": " + why.getMessage());
    }
  }

  synchronized void isOver(String question) {
    told.remove(question);
  }
}
