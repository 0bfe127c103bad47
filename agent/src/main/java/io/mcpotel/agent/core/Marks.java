// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** What has happened, each thing once: bits of one word, since there are objects for each call. */
abstract class Marks {

  private static final AtomicIntegerFieldUpdater<Marks> MARKS =
      AtomicIntegerFieldUpdater.newUpdater(Marks.class, "marks");

  private volatile int marks;

  final boolean isMarked(int mark) {
    return (marks & mark) != 0;
  }

  /** Notes that something happened; true for the first time only. */
  final boolean mark(int mark) {
    for (int all = marks; (all & mark) == 0; all = marks) {
      if (MARKS.compareAndSet(this, all, all | mark)) {
        return true;
      }
    }
    return false;
  }
}
