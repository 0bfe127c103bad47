// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tools that an alert is about. */
final class Tools {

  private final Store store;

  Tools(Store store) {
    this.store = store;
  }

  /** The worst ones, or none where the rule is not about calls. */
  List<Alert.Tool> worst(Rule rule, Alert alert, Instant now) {
    if (rule.kind() != Kind.ERROR_RATE
        && rule.kind() != Kind.P95
        && rule.kind() != Kind.BURN_RATE) {
      return List.of();
    }
    boolean isSlow = rule.kind() == Kind.P95;
    try {
      return Window.before(now, rule.window())
          .ask(
              store,
              "worst_tools",
              narrowed(rule, alert),
              List.of(),
              Map.of("order", isSlow ? "p95_ms" : "errors"))
          .stream()
          .map(Tools::tool)
          .filter(tool -> isSlow ? tool.p95Ms() != null : tool.errors() > 0)
          .toList();
    } catch (StoreException e) {
      // The alert matters more than they do.
      return List.of();
    }
  }

  /** Names in which there is a {@code *} mean some more, which is well enough here. */
  private static Match narrowed(Rule rule, Alert alert) {
    Map<Label, String> texts = new EnumMap<>(Label.class);
    texts.putAll(rule.match().texts());
    alert
        .labels()
        .forEach((name, value) -> Label.of(name).ifPresent(label -> texts.put(label, value)));
    return new Match(texts);
  }

  private static Alert.Tool tool(Map<String, Object> row) {
    return new Alert.Tool(
        Words.name((String) row.get("tool")),
        ((Number) row.get("requests")).longValue(),
        ((Number) row.get("errors")).longValue(),
        (Double) row.get("p95_ms"));
  }
}
