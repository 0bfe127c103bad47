// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import io.mcpotel.agent.core.event.CatalogEvent.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What a tool looked like, without a word of it.
 *
 * @param description the hash of its title and description
 * @param schema the hash of its input and output schemas
 * @param annotations its annotations by name: a hint is {@code true} or {@code false}, any other is
 *     a hash
 */
public record Fingerprint(
    String description, String schema, SortedMap<String, String> annotations) {

  /** The annotations that are true or false. */
  public static final Set<String> HINTS =
      Set.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");

  private static final String UNSET = "unset";
  private static final Set<String> VALUES = Set.of("true", "false", UNSET);

  /** What is another than before. */
  List<Change> changesSince(String tool, Fingerprint before) {
    List<Change> changes = new ArrayList<>();
    if (!description.equals(before.description)) {
      changes.add(Change.of(tool, Change.DESCRIPTION));
    }
    if (!schema.equals(before.schema)) {
      changes.add(Change.of(tool, Change.SCHEMA));
    }
    List<String> names = changedAnnotations(before);
    if (!names.isEmpty()) {
      changes.add(new Change(tool, Change.ANNOTATIONS, names, hints(names)));
    }
    return changes;
  }

  /** What the hints among these are now; a server may have written anything in their place. */
  private List<String> hints(List<String> names) {
    List<String> hints = new ArrayList<>();
    for (String name : names) {
      String now = annotations.getOrDefault(name, UNSET);
      if (HINTS.contains(name) && VALUES.contains(now)) {
        hints.add(name + "=" + now);
      }
    }
    return hints;
  }

  private List<String> changedAnnotations(Fingerprint before) {
    Set<String> names = new TreeSet<>(annotations.keySet());
    names.addAll(before.annotations.keySet());
    names.removeIf(
        name ->
            annotations
                .getOrDefault(name, UNSET)
                .equals(before.annotations.getOrDefault(name, UNSET)));
    return List.copyOf(names);
  }
}
