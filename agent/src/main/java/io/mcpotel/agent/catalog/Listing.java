// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import io.mcpotel.agent.core.event.CatalogEvent.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A client's walk through the pages of a server's list of tools. That a tool is gone is known only
 * at the end of one that had all pages, each with the cursor of the page before. Used by one
 * thread.
 */
public final class Listing {

  private final Set<String> seen = new HashSet<>();
  private String expected;
  private boolean whole;

  /**
   * Which page it is.
   *
   * @param cursor what it was asked for with, null or empty for the first one
   * @param next what the next one is to be asked for with, null or empty after the last one
   * @param cut whether it had more tools than are looked at
   */
  public record Page(String cursor, String next, boolean cut) {}

  /** A page came in. */
  public List<Change> page(Catalog catalog, Map<String, Fingerprint> tools, Page page) {
    String next = page.next();
    if (isNone(page.cursor())) {
      seen.clear();
      whole = true;
    } else if (!page.cursor().equals(expected)) {
      whole = false;
    }
    whole &= !page.cut();
    expected = next;
    List<Change> changes = catalog.someAre(tools);
    // Only what is known can be missed; so this stays small, however many pages a server makes up.
    tools.keySet().stream().filter(catalog::knows).forEach(seen::add);
    if (isNone(next) && whole) {
      changes.addAll(catalog.noOthersThan(seen));
    }
    return changes;
  }

  private static boolean isNone(String cursor) {
    return cursor == null || cursor.isEmpty();
  }
}
