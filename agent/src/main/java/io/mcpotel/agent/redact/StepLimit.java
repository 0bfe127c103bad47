// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/**
 * How often the characters of a text may be looked at: a bound on the time of the whole look,
 * whatever a peer has written.
 */
final class StepLimit {

  private long allowed;
  private long taken;

  /** More may be taken. */
  void allow(long steps) {
    allowed += steps;
  }

  void take() {
    if (++taken > allowed) {
      throw new Exceeded();
    }
  }

  void take(long steps) {
    taken += steps;
    if (taken > allowed) {
      throw new Exceeded();
    }
  }

  /** From here on so many may be taken, until the rest that this returns is given back. */
  long setAsideAllBut(long steps) {
    long rest = allowed - taken;
    allowed = taken + steps;
    return rest;
  }

  void giveBack(long rest) {
    allowed = taken + rest;
  }

  long taken() {
    return taken;
  }

  /** What comes next is not charged for what was too long. */
  void settle() {
    allowed = Math.max(allowed, taken);
  }

  /** It was looked too often. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Exceeded() {
      super(null, null, false, false);
    }
  }
}
