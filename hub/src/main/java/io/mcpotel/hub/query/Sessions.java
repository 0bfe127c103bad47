// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One session, from both sides where both told of it. */
record Sessions(Store store) implements Endpoint {

  static final int MOST_ENTRIES = 10_000;
  private static final Duration AROUND = Duration.ofMinutes(1);
  private static final String SESSION = Sql.of("session");
  private static final String NAMED = Sql.of("session_named");
  private static final List<String> ENTRIES =
      Stream.of("operations", "messages", "states", "events", "spans")
          .map(kind -> Sql.of("session_" + kind))
          .toList();

  @Override
  public String path() {
    return "sessions/";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Object answer(Asked asked, String id) throws StoreException {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("session_id", id);
    List<Map<String, Object>> sides = store.query(SESSION, parameters);
    boolean recorded = !sides.isEmpty();
    sides = recorded ? sides : store.query(NAMED, parameters);
    if (sides.isEmpty()) {
      return null;
    }
    boolean opened = sides.stream().allMatch(side -> side.get("opened") != null);
    boolean closed = sides.stream().allMatch(side -> side.get("closed") != null);
    // A store of many days is not looked through for the others.
    parameters.put("since", opened ? first(sides, "opened").minus(AROUND) : null);
    parameters.put("until", closed ? last(sides, "closed").plus(AROUND) : null);
    List<Map<String, Object>> entries = new ArrayList<>();
    for (String sql : ENTRIES) {
      entries.addAll(store.query(sql, parameters));
    }
    entries.sort(Comparator.comparing(entry -> (Instant) entry.get("time")));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("session", side(sides.get(0), entries));
    answer.put("truncated", entries.size() > MOST_ENTRIES);
    answer.put("entries", Written.rows(entries.subList(0, Math.min(MOST_ENTRIES, entries.size()))));
    return answer;
  }

  /** A row of the list of sessions; what both can do is in one place. */
  static Map<String, Object> row(Map<String, Object> row) {
    JsonNode attributes = Written.parse(row.get("attributes"));
    Map<String, Object> written = Written.row(row);
    written.remove("attributes");
    written.put("first_seen", written.remove("time"));
    Map<String, Object> capabilities = new LinkedHashMap<>();
    for (String side : List.of("client", "server")) {
      JsonNode names = attributes.path("mcp." + side + ".capabilities");
      capabilities.put(side, names.isMissingNode() ? null : names);
    }
    written.put("capabilities", capabilities);
    return written;
  }

  private static Map<String, Object> side(
      Map<String, Object> side, List<Map<String, Object>> entries) {
    Map<String, Object> row = row(side);
    List<Map<String, Object>> operations =
        entries.stream()
            .filter(entry -> entry.get("kind").equals("operation"))
            .filter(entry -> entry.get("instance").equals(side.get("instance")))
            .filter(entry -> Objects.equals(side.get("role"), entry.get("role")))
            .toList();
    // It says so itself at its end.
    row.computeIfAbsent("calls", name -> (long) operations.size());
    row.computeIfAbsent(
        "errors",
        name -> operations.stream().filter(entry -> entry.get("error_type") != null).count());
    return row;
  }

  private static Instant first(List<Map<String, Object>> sides, String column) {
    return sides.stream()
        .map(side -> (Instant) side.get(column))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Instant last(List<Map<String, Object>> sides, String column) {
    return sides.stream()
        .map(side -> (Instant) side.get(column))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
