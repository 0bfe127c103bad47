// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.util.Map;

/**
 * What a rule has to say of one server, tool or client.
 *
 * @param text the value, in the words of the rule: {@code 12%}, {@code 2.4s}
 * @param summary what is wrong, or how it is, in a sentence for people
 * @param server what the MCP server calls itself, or null
 */
record Measured(
    Map<String, String> labels,
    Verdict verdict,
    double value,
    String text,
    String summary,
    String server) {

  /** Whether that is too much. */
  enum Verdict {
    TOO_MUCH,
    FINE,
    /** It cannot be told now, and what was said before holds. */
    UNKNOWN
  }
}
