// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/**
 * A part of a text that must not come out.
 *
 * @param start where it begins in the text
 * @param end where it ends there
 * @param rule the name of what it is
 * @param quote what is to be put around the mark, so that JSON stays JSON
 * @param instead what is written for it, or null for the rule's mark
 */
record Finding(int start, int end, String rule, String quote, String instead) {

  static Finding secret(String rule, int start, int end) {
    return new Finding(start, end, rule, "", null);
  }
}
