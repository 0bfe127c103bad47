// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** A closer look at a place where a word is. */
interface Detector {

  /** What must not come out there, or null. */
  Finding at(Window window, int start);

  /** Whether there is none where the word goes on from a letter or a digit before it. */
  default boolean isAtWordStart() {
    return false;
  }
}
