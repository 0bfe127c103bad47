// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.List;
import java.util.Map;

/** What applications logged while one trace went on. */
record Logs(Store store) implements Endpoint {

  private static final String SQL = Sql.of("logs");

  @Override
  public String path() {
    return "logs";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.TRACE_ID);
  }

  @Override
  public Object answer(Asked asked, String id) throws BadParameter, StoreException {
    Map<String, Object> parameters = Map.of("trace_id", asked.need(Parameter.TRACE_ID));
    return Map.of("logs", Written.rows(store.query(SQL, parameters)));
  }
}
