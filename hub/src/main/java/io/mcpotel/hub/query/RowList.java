// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The rows of a question, page by page where it has pages. */
record RowList(Question question, Store store) implements Endpoint {

  @Override
  public String path() {
    return question.noun();
  }

  @Override
  public List<Parameter> parameters() {
    return question.parameters();
  }

  @Override
  public Object answer(Asked asked, String id) throws StoreException {
    List<Map<String, Object>> rows = store.query(question.sql(), asked.forSql());
    Map<String, Object> answer = asked.range();
    if (question.isPaged()) {
      boolean more = rows.size() > asked.limit();
      rows = more ? rows.subList(0, (int) asked.limit()) : rows;
      answer.put("next", more ? cursorAfter(rows.get(rows.size() - 1)).text() : null);
    }
    answer.put(question.noun(), rows.stream().map(question::written).toList());
    return answer;
  }

  private static Cursor cursorAfter(Map<String, Object> row) {
    return new Cursor((Instant) row.get("time"), (Long) row.get("id"));
  }
}
