// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.alert.Measured.Verdict;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often something happened, or did not. */
final class Occurrences {

  private final Store store;

  Occurrences(Store store) {
    this.store = store;
  }

  List<Measured> rejected(Rule rule, Instant now) throws StoreException {
    return found(rule, now, "rejected", "message was rejected", "messages were rejected");
  }

  List<Measured> toolDrift(Rule rule, Instant now) throws StoreException {
    return found(rule, now, "tool_drift", "part of a tool changed", "parts of a tool changed");
  }

  /** A rule of this kind names its service, so that one that was never there is missed, too. */
  List<Measured> absent(Rule rule, Instant now, Instant listening) throws StoreException {
    long requests = 0;
    for (Map<String, Object> row : Window.before(now, rule.window()).ask(store, "requests", rule)) {
      requests += ((Number) row.get("requests")).longValue();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (Label label : Label.values()) {
      String text = rule.match().texts().get(label);
      if (text != null) {
        labels.put(label.text(), text);
      }
    }
    String summary =
        Words.count(requests, "request") + " in the last " + Words.length(rule.window());
    return List.of(
        new Measured(
            labels,
            requests >= rule.threshold().value()
                ? Verdict.FINE
                : listening.isAfter(now.minus(rule.window())) ? Verdict.UNKNOWN : Verdict.TOO_MUCH,
            requests,
            "" + requests,
            summary,
            null));
  }

  private List<Measured> found(Rule rule, Instant now, String file, String one, String many)
      throws StoreException {
    List<Measured> all = new ArrayList<>();
    for (Map<String, Object> row : Window.before(now, rule.window()).ask(store, file, rule)) {
      long found = ((Number) row.get("found")).longValue();
      all.add(
          new Measured(
              Window.labels(row, rule.by()),
              found >= rule.threshold().value() ? Verdict.TOO_MUCH : Verdict.FINE,
              found,
              "" + found,
              found
                  + " "
                  + (found == 1 ? one : many)
                  + " in the last "
                  + Words.length(rule.window())
                  + " ("
                  + Words.name("" + row.get("detail"))
                  + ")",
              null));
    }
    return all;
  }
}
