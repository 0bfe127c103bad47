// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What instances reported and exported last. */
record LastReported(
    Map<List<Object>, Map<String, Object>> reports, Map<List<Object>, Gauges> gauges) {

  private static final Duration USUAL = Duration.ofHours(1);
  private static final String REPORTS = Sql.of("servers_reports");
  private static final String GAUGES = Sql.of("servers_gauges");

  /** Of all, until now. */
  static LastReported of(Store store, Instant now) throws StoreException {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("from", now.minus(USUAL));
    parameters.put("to", now);
    parameters.put("service", null);
    parameters.put("instance", null);
    return of(store, parameters);
  }

  static LastReported of(Store store, Map<String, Object> parameters) throws StoreException {
    Map<List<Object>, Map<String, Object>> reports = new HashMap<>();
    store.query(REPORTS, parameters).forEach(row -> reports.put(instance(row), row));
    Map<List<Object>, Gauges> gauges = new HashMap<>();
    for (Map<String, Object> row : store.query(GAUGES, parameters)) {
      gauges
          .computeIfAbsent(instance(row), instance -> new Gauges(new HashMap<>()))
          .rows()
          .put((String) row.get("metric"), row);
    }
    return new LastReported(reports, gauges);
  }

  Map<String, Object> report(List<Object> instance) {
    return reports.get(instance);
  }

  Gauges gauges(List<Object> instance) {
    return gauges.getOrDefault(instance, new Gauges(Map.of()));
  }

  ServerState state(List<Object> instance, Instant now) {
    return ServerState.of(report(instance), gauges(instance).of("mcp.server.state"), now);
  }

  Map<List<Object>, ServerState> states(Instant now) {
    Set<List<Object>> instances = new HashSet<>(reports.keySet());
    instances.addAll(gauges.keySet());
    Map<List<Object>, ServerState> states = new HashMap<>();
    for (List<Object> instance : instances) {
      ServerState state = state(instance, now);
      if (state.state() != null) {
        states.put(instance, state);
      }
    }
    return states;
  }

  static List<Object> instance(Map<String, Object> row) {
    return List.of(row.get("service"), row.get("instance"));
  }
}
