// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.alert.Measured.Verdict;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What servers were asked: how much of it failed, and how long it took. */
final class Requests {

  /**
   * For more durations than this the exact percentile would take more memory than the store has.
   */
  private static final long MOST_EXACT = 1_000_000;

  private final Store store;
  private final long mostExact;

  Requests(Store store) {
    this(store, MOST_EXACT);
  }

  Requests(Store store, long mostExact) {
    this.store = store;
    this.mostExact = mostExact;
  }

  List<Measured> errorRate(Rule rule, Instant now) throws StoreException {
    List<Measured> all = new ArrayList<>();
    for (Map<String, Object> row : Window.before(now, rule.window()).ask(store, "requests", rule)) {
      long requests = number(row, "requests");
      long errors = number(row, "errors");
      double share = (double) errors / requests;
      all.add(
          measured(
              rule,
              row,
              requests,
              share > rule.threshold().value(),
              share,
              Words.percent(share),
              errors + " of " + in(rule, requests) + " failed"));
    }
    return all;
  }

  List<Measured> p95(Rule rule, Instant now) throws StoreException {
    List<Measured> all = new ArrayList<>();
    for (Map<String, Object> row : durations(rule, Window.before(now, rule.window()))) {
      if (row.get("p95_ms") instanceof Double millis) {
        long requests = number(row, "requests");
        all.add(
            measured(
                rule,
                row,
                requests,
                millis > rule.threshold().value(),
                millis,
                Words.millis(millis),
                "5 of 100 of "
                    + in(rule, requests)
                    + " took "
                    + Words.millis(millis)
                    + " or longer"));
      }
    }
    return all;
  }

  private List<Map<String, Object>> durations(Rule rule, Window window) throws StoreException {
    long requests = number(window.ask(store, "requests_count").get(0), "requests");
    String percentile = requests > mostExact ? "approx_quantile" : "quantile_cont";
    return window.ask(
        store, "durations", rule.match(), rule.by(), Map.of("percentile", percentile));
  }

  /** The long window says that it matters, the short one that it still goes on. */
  List<Measured> burnRate(Rule rule, Instant now) throws StoreException {
    Map<Map<String, String>, Double> lately = new HashMap<>();
    for (Map<String, Object> row :
        Window.before(now, rule.shortWindow()).ask(store, "requests", rule)) {
      lately.put(Window.labels(row, rule.by()), burn(rule, row));
    }
    List<Measured> all = new ArrayList<>();
    for (Map<String, Object> row : Window.before(now, rule.window()).ask(store, "requests", rule)) {
      long requests = number(row, "requests");
      double burn = burn(rule, row);
      double burnsNow = lately.getOrDefault(Window.labels(row, rule.by()), 0.0);
      all.add(
          measured(
              rule,
              row,
              requests,
              burn > rule.threshold().value() && burnsNow > rule.threshold().value(),
              burn,
              Words.number(burn),
              number(row, "errors")
                  + " of "
                  + in(rule, requests)
                  + " failed: "
                  + Words.number(burn)
                  + " times what an objective of "
                  + Words.number(rule.objective() * 100)
                  + "% allows, and "
                  + Words.number(burnsNow)
                  + " times in the last "
                  + Words.length(rule.shortWindow())));
    }
    return all;
  }

  private static double burn(Rule rule, Map<String, Object> row) {
    double share = (double) number(row, "errors") / number(row, "requests");
    return share / (1 - rule.objective());
  }

  private static Measured measured(
      Rule rule,
      Map<String, Object> row,
      long requests,
      boolean isTooMuch,
      double value,
      String text,
      String summary) {
    boolean isEnough = requests >= rule.minRequests();
    return new Measured(
        Window.labels(row, rule.by()),
        isTooMuch && isEnough ? Verdict.TOO_MUCH : Verdict.FINE,
        value,
        text,
        summary + (isEnough ? "" : ", which are too few to say more"),
        Words.name((String) row.get("server")));
  }

  private static String in(Rule rule, long requests) {
    return Words.count(requests, "request") + " in the last " + Words.length(rule.window());
  }

  private static long number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).longValue();
  }
}
