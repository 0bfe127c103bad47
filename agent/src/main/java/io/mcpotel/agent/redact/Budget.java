// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** Characters for a regular expression that may look at them so many times and no more. */
final class Budget implements CharSequence {

  private static final int LEAST = 200_000;
  private static final int PER_CHARACTER = 32;

  private final char[] chars;
  private final int length;
  private long left;

  Budget(char[] chars, int length) {
    this.chars = chars;
    this.length = length;
    left = LEAST + (long) length * PER_CHARACTER;
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new Spent();
    }
    return chars[index];
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, start, end - start);
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }

  /** The expression has looked too often. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1;

    Spent() {
      super(null, null, false, false);
    }
  }
}
