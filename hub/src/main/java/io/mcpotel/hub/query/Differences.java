// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In what instances of one service differ, which ought to be the same. */
record Differences(Store store) implements Endpoint {

  private static final String CALLED = Sql.of("differences");
  private static final String REPORTED = Sql.of("tools_reported");
  private static final List<String> WORDS =
      List.of("service_version", "agent_version", "sdk_version", "catalog");

  @Override
  public String path() {
    return "differences";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FROM, Parameter.TO, Parameter.SERVICE);
  }

  @Override
  public Object answer(Asked asked, String id) throws StoreException {
    Map<String, Map<String, Map<String, Object>>> services = new TreeMap<>();
    for (Map<String, Object> row : store.query(CALLED, asked.forSql())) {
      of(row, services).putAll(row);
    }
    for (Map<String, Object> row : store.query(REPORTED, asked.forSql())) {
      JsonNode report = Written.parse(row.get("attributes"));
      Map<String, Object> instance = of(row, services);
      instance.put("sdk_version", Vital.versions(report.path("sdk_versions")));
      instance.put("catalog", text(report.path("catalog_hash")));
      instance.computeIfAbsent("agent_version", name -> text(report.path("agent_version")));
    }
    List<Object> differences = new ArrayList<>();
    services.forEach((service, instances) -> add(service, instances, differences));
    Map<String, Object> answer = asked.range();
    answer.put("differences", differences);
    return answer;
  }

  private static Map<String, Object> of(
      Map<String, Object> row, Map<String, Map<String, Map<String, Object>>> services) {
    return services
        .computeIfAbsent((String) row.get("service"), service -> new TreeMap<>())
        .computeIfAbsent((String) row.get("instance"), instance -> new LinkedHashMap<>());
  }

  private static void add(
      String service, Map<String, Map<String, Object>> instances, List<Object> differences) {
    for (String what : WORDS) {
      Map<String, Object> values = new LinkedHashMap<>();
      instances.forEach(
          (instance, row) -> {
            if (row.get(what) != null) {
              values.put(instance, row.get(what));
            }
          });
      if (new HashSet<>(values.values()).size() > 1) {
        differences.add(difference(service, what, values));
      }
    }
    ErrorRates rates = ErrorRates.of(instances);
    if (rates.differ()) {
      differences.add(difference(service, "error_rate", rates.values()));
    }
  }

  private static Map<String, Object> difference(
      String service, String what, Map<String, ?> values) {
    List<Object> written = new ArrayList<>();
    values.forEach(
        (instance, value) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("instance", instance);
          one.put("value", value);
          written.add(one);
        });
    Map<String, Object> difference = new LinkedHashMap<>();
    difference.put("service", service);
    difference.put("what", what);
    difference.put("values", written);
    return difference;
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
