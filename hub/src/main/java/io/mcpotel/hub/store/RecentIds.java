// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.util.Arrays;

/**
 * The ids of the last rows, between one and two times {@code generation} of them: a sender tries
 * again within minutes, so that older ones need not be known. Of one thread.
 */
final class RecentIds {

  /** 32 MB at most in both tables. */
  static final int GENERATION = 1 << 20;

  private final int generation;
  private long[] young;
  private long[] old;
  private int count;

  RecentIds(int generation) {
    this.generation = Integer.highestOneBit(generation);
    young = new long[this.generation * 2];
    old = new long[0];
  }

  boolean contains(long id) {
    return holds(young, id) || holds(old, id);
  }

  void add(long id) {
    if (count == generation) {
      long[] emptied = old.length == 0 ? new long[generation * 2] : old;
      Arrays.fill(emptied, 0);
      old = young;
      young = emptied;
      count = 0;
    }
    int slot = slot(young, id);
    if (young[slot] == 0) {
      young[slot] = id;
      count++;
    }
  }

  private static boolean holds(long[] table, long id) {
    return table.length > 0 && table[slot(table, id)] == id;
  }

  /** Where it is or would be; half of the slots are free at least. Ids are hashes already. */
  private static int slot(long[] table, long id) {
    int mask = table.length - 1;
    int slot = (int) (id ^ (id >>> 32)) & mask;
    while (table[slot] != 0 && table[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
