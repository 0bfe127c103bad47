// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fleet: one row for each instance of a service that spoke as a server, or was reported. */
record Servers(Store store) implements Endpoint {

  private static final String SERVERS = Sql.of("servers");
  private static final String EXACT = Sql.of("servers_exact");
  private static final List<Percentiles.Classes> CLASSES =
      List.of(
          new Percentiles.Classes(
              Sql.of("servers_classes"),
              Map.of("p50_ms", "p50", "p95_ms", "p95", "p99_ms", "p99"),
              1_000));
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
    Asking asking = ask(asked);
    Percentiles percentiles = Percentiles.of(asking.servers());
    Map<String, Object> answer = asked.range();
    answer.put("percentiles", percentiles.text());
    answer.put("servers", rows(asked, asking, percentiles));
    return answer;
  }

  List<Map<String, Object>> rows(Asked asked, Percentiles percentiles) throws StoreException {
    return rows(asked, ask(asked), percentiles);
  }

  private Asking ask(Asked asked) throws StoreException {
    Map<String, Object> parameters = asked.forSql();
    parameters.putIfAbsent("instance", null);
    Meanwhile<Facts> facts =
        Meanwhile.ask(() -> Facts.ask(store, parameters, asked.from(), asked.to()));
    return new Asking(parameters, store.query(SERVERS, parameters), facts);
  }

  private List<Map<String, Object>> rows(Asked asked, Asking asking, Percentiles percentiles)
      throws StoreException {
    List<Map<String, Object>> servers = asking.servers();
    percentiles.add(
        store,
        new Percentiles.Source(EXACT, CLASSES, List.of("service", "instance"), asking.parameters()),
        servers);
    Facts facts = asking.facts().answer();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : servers) {
      List<Object> instance = LastReported.instance(row);
      ServerState state = facts.told().state(instance, asked.to());
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("service", row.remove("service"));
      written.put("instance", row.remove("instance"));
      written.put("state", state.state());
      written.put("state_reason", state.reason());
      written.put("host", facts.hosts().get(instance));
      written.putAll(Written.row(row));
      Vital.addTo(written, facts.told().report(instance), facts.told().gauges(instance));
      written.put("calls_per_minute", facts.calls().getOrDefault(instance, CallsPerMinute.none()));
      rows.add(written);
    }
    return rows;
  }

  /** A question of which some is answered. */
  private record Asking(
      Map<String, Object> parameters, List<Map<String, Object>> servers, Meanwhile<Facts> facts) {}

  /** What belongs to a server and is no sum of what it did in the range. */
  private record Facts(
      LastReported told, Map<List<Object>, double[]> calls, Map<List<Object>, Object> hosts) {

    static Facts ask(Store store, Map<String, Object> parameters, Instant from, Instant to)
        throws StoreException {
      Map<List<Object>, Object> hosts = new HashMap<>();
      for (Map<String, Object> row : store.query(HOSTS, parameters)) {
        hosts.put(LastReported.instance(row), row.get("host"));
      }
      return new Facts(
          LastReported.of(store, parameters),
          new CallsPerMinute(from, to).ask(store, parameters),
          hosts);
    }
  }
}
