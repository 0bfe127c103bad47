// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The clients of all servers. */
record Clients(Store store) implements Endpoint {

  private static final String CALLS = Sql.of("clients");
  private static final String SESSIONS = Sql.of("clients_sessions");
  private static final String SERVICES = Sql.of("clients_services");
  private static final String REJECTED = Sql.of("clients_rejected");

  @Override
  public String path() {
    return "clients";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FROM, Parameter.TO, Parameter.SERVICE);
  }

  @Override
  public Object answer(Asked asked, String id) throws StoreException {
    Map<List<Object>, Client> clients = new LinkedHashMap<>();
    Map<String, Object> parameters = asked.forSql();
    for (Map<String, Object> row : store.query(CALLS, parameters)) {
      Client client = of(row, clients).seen(row);
      client.calls = (Long) row.get("calls");
      client.errors = (Long) row.get("errors");
    }
    for (Map<String, Object> row : store.query(SESSIONS, parameters)) {
      of(row, clients).seen(row).sessions = (Long) row.get("sessions");
    }
    for (Map<String, Object> row : store.query(REJECTED, parameters)) {
      Client client = of(row, clients).seen(row);
      client.rejected.merge((String) row.get("rejected"), (Long) row.get("messages"), Long::sum);
    }
    for (Map<String, Object> row : store.query(SERVICES, parameters)) {
      Client client = of(row, clients);
      client.services.add((String) row.get("service"));
      if (row.get("protocol_version") != null) {
        client.protocols.add((String) row.get("protocol_version"));
      }
    }
    List<Client> sorted = new ArrayList<>(clients.values());
    sorted.sort(
        Comparator.comparingLong((Client client) -> -client.calls)
            .thenComparing(client -> client.who.toString()));
    Map<String, Object> answer = asked.range();
    answer.put("clients", sorted.stream().map(Client::written).toList());
    return answer;
  }

  private static Client of(Map<String, Object> row, Map<List<Object>, Client> clients) {
    return clients.computeIfAbsent(
        Arrays.asList(row.get("client_name"), row.get("client_version")), Client::new);
  }

  private static final class Client {

    private final List<Object> who;
    private final Set<String> services = new LinkedHashSet<>();
    private final Set<String> protocols = new LinkedHashSet<>();
    private final Map<String, Long> rejected = new LinkedHashMap<>();
    private long calls;
    private long errors;
    private long sessions;
    private Instant first;
    private Instant last;

    Client(List<Object> who) {
      this.who = who;
    }

    Client seen(Map<String, Object> row) {
      Instant from = (Instant) row.get("first_seen");
      Instant to = (Instant) row.get("last_seen");
      first = first == null || from.isBefore(first) ? from : first;
      last = last == null || to.isAfter(last) ? to : last;
      return this;
    }

    Map<String, Object> written() {
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("client_name", who.get(0));
      written.put("client_version", who.get(1));
      written.put("protocol_versions", protocols);
      written.put("services", services);
      written.put("sessions", sessions);
      written.put("calls", calls);
      written.put("errors", errors);
      written.put("rejected", rejected.values().stream().mapToLong(Long::longValue).sum());
      written.put("rejected_reasons", rejected);
      written.put("first_seen", Written.time(first));
      written.put("last_seen", Written.time(last));
      return written;
    }
  }
}
