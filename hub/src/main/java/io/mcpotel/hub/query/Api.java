// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.sun.net.httpserver.HttpExchange;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import io.mcpotel.hub.store.TookTooLong;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers questions in JSON. */
public final class Api {

  static final String ROOT = "/api/v1/";
  private static final String DESCRIPTION = ROOT + "openapi.json";

  private Api() {}

  /**
   * Serves all of it.
   *
   * @param facts what the hub says of itself: what was received and refused, the store, the hub
   */
  public static void serve(
      HttpListener listener, Store store, LiveFeed feed, Supplier<Map<String, Object>> facts) {
    Unanswered unanswered = new Unanswered();
    for (Endpoint endpoint : endpoints(store, facts)) {
      listener.serve(ROOT + endpoint.path(), exchange -> answer(exchange, endpoint, unanswered));
    }
    listener.serve(Live.PATH, new Live(feed));
    listener.serve(
        DESCRIPTION,
        exchange -> Answer.send(exchange, 200, "application/json", Sql.file("openapi.json")));
    // Who asks for JSON gets no page of the console.
    listener.serve(ROOT, exchange -> Answer.error(exchange, 404, "there is nothing at this path"));
  }

  static List<Endpoint> endpoints(Store store, Supplier<Map<String, Object>> facts) {
    List<Endpoint> endpoints =
        new ArrayList<>(
            List.of(
                new Servers(store),
                new OneServer(store),
                new Tools(store),
                new OneTool(store),
                new Trace(store),
                new Series(store),
                new Heatmap(store),
                new Sessions(store),
                new Clients(store),
                new Differences(store),
                new Pipeline(store, facts),
                new Logs(store)));
    for (Question question : Question.values()) {
      endpoints.add(new RowList(question, store));
    }
    return endpoints;
  }

  private static void answer(HttpExchange exchange, Endpoint endpoint, Unanswered unanswered)
      throws IOException {
    String path = exchange.getRequestURI().getPath();
    String id = path.substring(ROOT.length() + endpoint.path().length());
    if (endpoint.path().endsWith("/") == id.isEmpty()) {
      Answer.error(exchange, 404, "there is nothing at this path");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      Answer.error(exchange, 405, "this takes GET");
    } else {
      try {
        String query = exchange.getRequestURI().getRawQuery();
        Object answer =
            endpoint.answer(Asked.parse(query, endpoint.parameters(), Instant.now()), id);
        unanswered.isOver(ROOT + endpoint.path());
        if (answer == null) {
          Answer.error(exchange, 404, "nothing is known of it");
        } else {
          Answer.json(exchange, 200, answer);
        }
      } catch (BadParameter e) {
        Answer.error(exchange, 400, e.getMessage());
      } catch (TookTooLong e) {
        Answer.error(exchange, 503, e.getMessage());
      } catch (StoreException e) {
        unanswered.add(ROOT + endpoint.path(), e);
        Answer.error(exchange, 503, "the store cannot answer now: see the hub's stderr");
      }
    }
  }
}
