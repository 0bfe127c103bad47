// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

/** The ids of what came lately. Of one thread. */
final class Seen {

  private static final int MOST_RESOURCES = 1 << 16;

  private final RecentIds rows = new RecentIds(RecentIds.GENERATION);
  private RecentIds resources = new RecentIds(MOST_RESOURCES);

  boolean contains(Row row) {
    return of(row.table()).contains(row.id());
  }

  void add(Table table, long id) {
    of(table).add(id);
  }

  /** Each day has its resources, as those of another may be dropped. */
  void newDay() {
    resources = new RecentIds(MOST_RESOURCES);
  }

  private RecentIds of(Table table) {
    return table == Table.RESOURCES ? resources : rows;
  }
}
