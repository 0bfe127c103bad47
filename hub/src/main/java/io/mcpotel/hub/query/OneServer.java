// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.util.RawValue;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One instance of a service, and what it says of itself. */
record OneServer(Store store) implements Endpoint {

  private static final String IDENTITY = Sql.of("server_identity");
  private static final String REPORTS = Sql.of("servers_reports");

  @Override
  public String path() {
    return "servers/one";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FROM, Parameter.TO, Parameter.SERVICE, Parameter.INSTANCE);
  }

  @Override
  public Object answer(Asked asked, String id) throws BadParameter, StoreException {
    asked.need(Parameter.SERVICE);
    asked.need(Parameter.INSTANCE);
    Percentiles percentiles = Percentiles.of(store, asked);
    List<Map<String, Object>> rows = new Servers(store).rows(asked, percentiles);
    if (rows.isEmpty()) {
      return null;
    }
    List<Map<String, Object>> identity = store.query(IDENTITY, asked.forSql());
    Object attributes = identity.isEmpty() ? null : identity.get(0).get("attributes");
    Map<String, Object> answer = asked.range();
    answer.put("percentiles", percentiles.text());
    answer.putAll(rows.get(0));
    answer.put("identity", new RawValue(attributes == null ? "{}" : (String) attributes));
    List<Map<String, Object>> reports = store.query(REPORTS, asked.forSql());
    Map<String, Object> report = reports.isEmpty() ? new HashMap<>() : reports.get(0);
    answer.put("last_report", Written.time(report.get("last_received")));
    answer.put("doctor", Doctor.findings(Written.parse(report.get("attributes"))));
    return answer;
  }
}
