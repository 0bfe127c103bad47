// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.event.CatalogEvent;
import io.mcpotel.agent.core.event.CatalogEvent.Change;
import io.mcpotel.agent.core.event.Event.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CatalogTest {

  private static final Listing.Page ONLY = new Listing.Page(null, null, false);

  private final Catalog catalog = new Catalog();
  private final Listing listing = new Listing();

  static Fingerprint print(String description) {
    return print(description, "s", Map.of());
  }

  static Fingerprint print(String description, String schema, Map<String, String> annotations) {
    return new Fingerprint(description, schema, new TreeMap<>(annotations));
  }

  private static Map<String, Fingerprint> tools(String... names) {
    Map<String, Fingerprint> tools = new TreeMap<>();
    for (String name : names) {
      tools.put(name, print("d"));
    }
    return tools;
  }

  private static List<String> told(List<Change> changes) {
    return changes.stream().map(change -> change.tool() + " " + change.what()).toList();
  }

  private List<String> page(String cursor, String next, String... names) {
    return told(listing.page(catalog, tools(names), new Listing.Page(cursor, next, false)));
  }

  @Test
  void firstListIsNoChangeAndNeitherIsTheSameAgain() {
    assertEquals(List.of(), page(null, null, "a", "b"));
    assertEquals(List.of(), page(null, null, "a", "b"));
  }

  @Test
  void addedAndRemovedToolsAreToldOnce() {
    page(null, null, "a", "b");

    assertEquals(List.of("c added", "b removed"), page(null, null, "a", "c"));
    assertEquals(List.of(), page(null, null, "a", "c"));
  }

  @Test
  void eachChangedPartIsToldOnce() {
    catalog.allAre(Map.of("a", print("d", "s", Map.of("title", "1"))));
    Map<String, Fingerprint> changed = Map.of("a", print("D", "S", Map.of("title", "2")));

    assertEquals(
        List.of("a description", "a schema", "a annotations"), told(catalog.allAre(changed)));
    assertEquals(List.of(), catalog.allAre(changed));
  }

  @Test
  void toolThatComesBackOtherwiseIsAddedAndChanged() {
    page(null, null, "a", "b");
    page(null, null, "a");

    List<Change> changes = catalog.allAre(Map.of("a", print("d"), "b", print("poisoned")));

    assertEquals(List.of("b added", "b description"), told(changes));
  }

  @Test
  void hintsThatChangedAreToldAndThoseOfDangerAreWarnings() {
    catalog.allAre(
        Map.of("a", print("d", "s", Map.of("readOnlyHint", "true", "idempotentHint", "true"))));

    Change grave =
        catalog.allAre(Map.of("a", print("d", "s", Map.of("readOnlyHint", "false")))).get(0);
    Change light = catalog.allAre(Map.of("a", print("d", "s", readOnly("title", "t")))).get(0);

    assertEquals(List.of("idempotentHint", "readOnlyHint"), grave.annotations());
    assertEquals(List.of("idempotentHint=unset", "readOnlyHint=false"), grave.hints());
    assertEquals(Severity.WARN, severity(grave));
    assertEquals(List.of("title"), light.annotations());
    assertEquals(List.of(), light.hints());
    assertEquals(Severity.INFO, severity(light));
  }

  private static Map<String, String> readOnly(String name, String value) {
    return Map.of("readOnlyHint", "false", name, value);
  }

  private static Severity severity(Change change) {
    return CatalogEvent.seenByClient("s", null, change, Privacy.STRICT, 0).severity();
  }

  @Test
  void pagesAreOneList() {
    assertEquals(List.of(), page(null, "2", "a"));
    assertEquals(List.of(), page("2", "", "b", "c"));

    assertEquals(List.of(), page("", "2", "a"));
    assertEquals(List.of("c removed"), page("2", null, "b"));
  }

  @Test
  void nothingIsRemovedWhileNotAllPagesWereSeen() {
    page(null, "2", "a");
    page("2", null, "b");

    // One that was given up, one in the midst, and one with a page missing.
    assertEquals(List.of(), page(null, "2", "a"));
    assertEquals(List.of(), page("2", "3", "a"));
    assertEquals(List.of(), page(null, "2", "a"));
    assertEquals(List.of(), page("3", null, "a"));
    assertEquals(List.of("b removed"), page(null, null, "a"));
  }

  @Test
  void pageThatWasNeverAskedForBeforeBringsNoNewTools() {
    page(null, "2", "a");

    assertEquals(List.of(), page(null, "2", "a"));
    assertEquals(List.of(), page("2", null, "b"));
    assertEquals(List.of("c added"), page(null, "2", "a", "c"));
  }

  @Test
  void listsOfTwoSessionsAreComparedWithEachOther() {
    page(null, null, "a");

    assertEquals(List.of("b added"), told(new Listing().page(catalog, tools("a", "b"), ONLY)));
    assertEquals(List.of(), page(null, null, "a", "b"));
  }

  @Test
  void toolsBeyondTheBoundAreNotLearntAndTheOthersStayKnown() {
    Map<String, Fingerprint> many = new HashMap<>();
    for (int i = 0; i < Catalog.MOST_TOOLS; i++) {
      many.put("tool" + i, print("d"));
    }
    catalog.allAre(many);
    many.put("one more", print("d"));
    many.put("tool7", print("other"));

    assertEquals(List.of("tool7 description"), told(catalog.allAre(many)));
    many.remove("one more");
    assertEquals(List.of(), catalog.allAre(many));
  }
}
