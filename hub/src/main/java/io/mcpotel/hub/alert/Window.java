// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks about what came in within a range of time. It is the hub's clock that counts, as those of
 * the senders may be wrong; theirs only says which days need not be looked at.
 */
record Window(Instant from, Instant to) {

  private static final Duration CLOCKS_DIFFER = Duration.ofDays(2);

  static Window before(Instant now, Duration length) {
    return new Window(now.minus(length), now);
  }

  /** The rows of a file of SQL. */
  List<Map<String, Object>> ask(Store store, String file, Rule rule) throws StoreException {
    return ask(store, file, rule.match(), rule.by(), Map.of());
  }

  List<Map<String, Object>> ask(Store store, String file) throws StoreException {
    return ask(store, file, Match.ALL, List.of(), Map.of());
  }

  List<Map<String, Object>> ask(
      Store store, String file, Match match, List<Label> by, Map<String, String> inserted)
      throws StoreException {
    String sql =
        text(file + ".sql")
            .replace("{by}", by.stream().map(Label::column).collect(Collectors.joining(", ")))
            .replace("{match}", condition(match));
    for (Map.Entry<String, String> entry : inserted.entrySet()) {
      sql = sql.replace("{" + entry.getKey() + "}", entry.getValue());
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("from", from);
    parameters.put("to", to);
    parameters.put("earliest", from.minus(CLOCKS_DIFFER));
    parameters.put("latest", to.plus(CLOCKS_DIFFER));
    match.texts().keySet().forEach(label -> parameters.put(label.text(), match.like(label)));
    return store.query(sql, parameters);
  }

  /** The labels of a row that was grouped by them. */
  static Map<String, String> labels(Map<String, Object> row, List<Label> by) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Label label : by) {
      String value = (String) row.get(label.column());
      if (value != null) {
        labels.put(label.text(), Words.name(value));
      }
    }
    return labels;
  }

  private static String condition(Match match) {
    return match.texts().keySet().stream()
        .map(label -> label.column() + " LIKE :" + label.text() + " ESCAPE '\\'")
        .collect(Collectors.joining(" AND ", "", match.texts().isEmpty() ? "true" : ""));
  }

  private static String text(String file) {
    try (InputStream in = Window.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
