// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.util.RawValue;
import com.sun.net.httpserver.HttpExchange;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers questions in JSON. */
public final class Api {

  static final String ROOT = "/api/v1/";
  static final String TRACES = ROOT + "traces/";
  private static final String DESCRIPTION = ROOT + "openapi.json";
  private static final Set<String> JSON_COLUMNS = Set.of("attributes", "events", "links");
  private static final String TRACE_SPANS = Sql.of("trace_spans");
  private static final String TRACE_OPERATIONS = Sql.of("trace_operations");

  private final Store store;

  private Api(Store store) {
    this.store = store;
  }

  public static void serve(HttpListener listener, Store store) {
    Api api = new Api(store);
    for (Question question : Question.values()) {
      listener.serve(
          question.path(),
          exchange -> api.answer(exchange, question.path(), () -> api.rows(exchange, question)));
    }
    listener.serve(
        TRACES,
        exchange ->
            api.answer(exchange, exchange.getRequestURI().getPath(), () -> api.trace(exchange)));
    listener.serve(
        DESCRIPTION,
        exchange -> Answer.send(exchange, 200, "application/json", Sql.file("openapi.json")));
  }

  private Object rows(HttpExchange exchange, Question question)
      throws BadParameter, StoreException {
    Asked asked =
        Asked.parse(exchange.getRequestURI().getRawQuery(), question.parameters(), Instant.now());
    List<Map<String, Object>> rows = store.query(question.sql(), asked.forSql(question));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("from", asked.from().toString());
    answer.put("to", asked.to().toString());
    if (question.isPaged()) {
      boolean more = rows.size() > asked.limit();
      rows = more ? rows.subList(0, (int) asked.limit()) : rows;
      answer.put("next", more ? cursorAfter(rows.get(rows.size() - 1)).text() : null);
    }
    answer.put(question.noun(), written(rows));
    return answer;
  }

  private Object trace(HttpExchange exchange) throws BadParameter, StoreException {
    Asked.parse(exchange.getRequestURI().getRawQuery(), List.of(), Instant.now());
    String id = exchange.getRequestURI().getPath().substring(TRACES.length());
    if (!id.matches("[0-9a-f]{32}")) {
      throw new BadParameter("trace_id has to be 32 digits of 0 to 9 and a to f");
    }
    Map<String, Object> parameters = Map.of("trace_id", id);
    List<Object> spans = written(store.query(TRACE_SPANS, parameters));
    List<Object> operations = written(store.query(TRACE_OPERATIONS, parameters));
    if (spans.isEmpty() && operations.isEmpty()) {
      return null;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("trace_id", id);
    answer.put("spans", spans);
    answer.put("operations", operations);
    return answer;
  }

  private void answer(HttpExchange exchange, String path, Answerer answerer) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      Answer.error(exchange, 404, "there is nothing at this path");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      Answer.error(exchange, 405, "this takes GET");
    } else {
      try {
        Object answer = answerer.answer();
        if (answer == null) {
          Answer.error(exchange, 404, "nothing is known of it");
        } else {
          Answer.json(exchange, 200, answer);
        }
      } catch (BadParameter e) {
        Answer.error(exchange, 400, e.getMessage());
      } catch (StoreException e) {
        System.err.println("[mcp-otel-hub] " + path + ": " + e.getMessage());
        Answer.error(exchange, 503, "the store cannot answer now: see the hub's stderr");
      }
    }
  }

  private static Cursor cursorAfter(Map<String, Object> row) {
    return new Cursor((Instant) row.get("time"), (Long) row.get("id"));
  }

  private static List<Object> written(List<Map<String, Object>> rows) {
    List<Object> written = new ArrayList<>(rows.size());
    for (Map<String, Object> row : rows) {
      Map<String, Object> one = new LinkedHashMap<>();
      row.forEach((column, value) -> one.put(column, written(column, value)));
      // Only for the cursor; as a number of JSON it would lose digits.
      one.remove("id");
      written.add(one);
    }
    return written;
  }

  private static Object written(String column, Object value) {
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    return value != null && JSON_COLUMNS.contains(column) ? new RawValue((String) value) : value;
  }

  private interface Answerer {
    Object answer() throws BadParameter, StoreException;
  }
}
