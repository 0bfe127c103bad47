// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.event.CatalogEvent.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The tools of one server as they were last seen. It forgets none, so that a tool which comes back
 * is compared with what it was. Used by one thread.
 */
public final class Catalog {

  /** More tools than this of a server are not compared. */
  public static final int MOST_TOOLS = 2_000;

  private final BooleanSupplier room;
  private final Map<String, Entry> tools = new LinkedHashMap<>();
  private boolean complete;
  private boolean news;

  /** A tool, and whether the server has it no more. */
  record Entry(Fingerprint print, boolean gone) {}

  public Catalog() {
    this(() -> true);
  }

  /**
   * Makes an empty one.
   *
   * @param room is asked whether there is room for one more tool
   */
  Catalog(BooleanSupplier room) {
    this.room = room;
  }

  /** All tools of the server are these; the first time, that is no change. */
  public List<Change> allAre(Map<String, Fingerprint> seen) {
    List<Change> changes = someAre(seen);
    changes.addAll(noOthersThan(seen.keySet()));
    return changes;
  }

  /**
   * Some tools of the server are these. Until all have been seen once, one that is not known is no
   * new one.
   */
  List<Change> someAre(Map<String, Fingerprint> seen) {
    List<Change> changes = new ArrayList<>();
    seen.forEach(
        (tool, print) -> {
          Entry known = tools.get(tool);
          if (known == null && !hasRoom()) {
            return;
          }
          if (known == null ? complete : known.gone()) {
            changes.add(Change.of(tool, Change.ADDED));
          }
          if (known != null) {
            changes.addAll(print.changesSince(tool, known.print()));
          }
          note(tool, new Entry(print, false));
        });
    return changes;
  }

  /** The server has no tools but these. */
  List<Change> noOthersThan(Set<String> seen) {
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, Entry> tool : List.copyOf(tools.entrySet())) {
      if (!tool.getValue().gone() && !seen.contains(tool.getKey())) {
        changes.add(Change.of(tool.getKey(), Change.REMOVED));
        note(tool.getKey(), new Entry(tool.getValue().print(), true));
      }
    }
    news |= !complete;
    complete = true;
    return changes;
  }

  boolean knows(String tool) {
    return tools.containsKey(tool);
  }

  /** Whether all of the server's tools have been seen once. */
  boolean isComplete() {
    return complete;
  }

  Map<String, Entry> entries() {
    return tools;
  }

  /** Takes over what was known in an earlier JVM. */
  void restore(String tool, Entry entry) {
    if (tools.containsKey(tool) || hasRoom()) {
      tools.put(tool, entry);
    }
  }

  void restoreComplete() {
    complete = true;
  }

  /** Whether anything is known that was not when this was last asked. */
  boolean takeNews() {
    boolean had = news;
    news = false;
    return had;
  }

  private void note(String tool, Entry entry) {
    news |= !entry.equals(tools.put(tool, entry));
  }

  private boolean hasRoom() {
    if (tools.size() < MOST_TOOLS && room.getAsBoolean()) {
      return true;
    }
    AgentLog.once("a server has so many tools that changes of some are not told.");
    return false;
  }
}
