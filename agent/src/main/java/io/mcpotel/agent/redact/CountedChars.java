// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** A window for a regular expression, each of whose looks is counted. */
final class CountedChars implements CharSequence {

  private final Window window;

  CountedChars(Window window) {
    this.window = window;
  }

  @Override
  public char charAt(int index) {
    return window.at(index);
  }

  @Override
  public int length() {
    return window.length;
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return window.string(start, end);
  }

  @Override
  public String toString() {
    return window.string(0, window.length);
  }
}
