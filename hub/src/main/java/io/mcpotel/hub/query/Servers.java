// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fleet: one row for each instance of a service that spoke as a server, or was reported. */
record Servers(Store store) implements Endpoint {

  private static final int PARTS = 30;
  private static final String SERVERS = Sql.of("servers");
  private static final String CLASSES = Sql.of("servers_classes");
  private static final String CALLS = Sql.of("servers_calls");
  private static final String HOSTS = Sql.of("servers_hosts");

  @Override
  public String path() {
    return "servers";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FROM, Parameter.TO, Parameter.SERVICE);
  }

  @Override
  public Object answer(Asked asked, String id) throws StoreException {
    Percentiles percentiles = Percentiles.of(store, asked);
    Map<String, Object> answer = asked.range();
    answer.put("percentiles", percentiles.text());
    answer.put("servers", rows(asked, percentiles));
    return answer;
  }

  List<Map<String, Object>> rows(Asked asked, Percentiles percentiles) throws StoreException {
    Map<String, Object> parameters = asked.forSql();
    parameters.putIfAbsent("instance", null);
    long millis = Math.max(1, Duration.between(asked.from(), asked.to()).toMillis());
    parameters.put("range_ms", millis);
    LastTold told = LastTold.of(store, parameters);
    Map<List<Object>, double[]> calls = calls(parameters, millis / 60_000.0 / PARTS);
    Map<List<Object>, Object> hosts = new HashMap<>();
    store
        .query(HOSTS, parameters)
        .forEach(row -> hosts.put(LastTold.instance(row), row.get("host")));
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Map<String, Object>> servers = store.query(percentiles.in(SERVERS), parameters);
    percentiles.add(
        store,
        new Percentiles.Classes(
            CLASSES,
            parameters,
            List.of("service", "instance"),
            Map.of("p50_ms", "p50", "p95_ms", "p95", "p99_ms", "p99"),
            1_000),
        servers);
    for (Map<String, Object> row : servers) {
      List<Object> instance = LastTold.instance(row);
      ServerState state = told.state(instance, asked.to());
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("service", row.remove("service"));
      written.put("instance", row.remove("instance"));
      written.put("state", state.state());
      written.put("state_reason", state.reason());
      written.put("host", hosts.get(instance));
      written.putAll(Written.row(row));
      Vital.addTo(written, told.report(instance), told.gauges(instance));
      written.put("calls_per_minute", calls.getOrDefault(instance, new double[PARTS]));
      rows.add(written);
    }
    return rows;
  }

  private Map<List<Object>, double[]> calls(Map<String, Object> parameters, double minutes)
      throws StoreException {
    Map<List<Object>, double[]> calls = new HashMap<>();
    for (Map<String, Object> row : store.query(CALLS, parameters)) {
      int part = (int) Math.min(PARTS - 1, (Long) row.get("part"));
      calls.computeIfAbsent(LastTold.instance(row), instance -> new double[PARTS])[part] +=
          Math.round((Long) row.get("calls") / minutes * 100) / 100.0;
    }
    return calls;
  }
}
