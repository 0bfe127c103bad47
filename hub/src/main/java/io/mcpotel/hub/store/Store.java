// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Where rows are kept. One thread appends; any number of them ask. */
public interface Store extends AutoCloseable {

  /**
   * Appends these rows: all of them are on disk when it returns. If it throws, some of them may be
   * where the store is not one file. A row whose id came lately is not appended again.
   */
  void append(List<Row> rows) throws StoreException;

  /**
   * Answers a question; {@code :name} in the SQL stands for a parameter, which may be null. Times
   * come and go as {@link java.time.Instant}.
   */
  List<Map<String, Object>> query(String sql, Map<String, Object> parameters) throws StoreException;

  /** Drops what came in on a day that is over, and frees its disk. */
  void drop(LocalDate day) throws StoreException;

  /** From now on old days go, where nobody else sees to that. */
  default void startUpkeep() {}

  @Override
  void close();
}
