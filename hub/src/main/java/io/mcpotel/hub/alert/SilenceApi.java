// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.http.HttpListener;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Silences are listed, made and ended. */
final class SilenceApi {

  private static final String PATH = "/api/v1/silences";
  private static final int MOST_SILENCES = 1_000;

  private final Memory memory;
  private final SilenceReader reader;
  private final Clock clock;

  private SilenceApi(Memory memory, SilenceReader reader, Clock clock) {
    this.memory = memory;
    this.reader = reader;
    this.clock = clock;
  }

  static void serve(HttpListener listener, Memory memory, Alerts alerts, Clock clock) {
    SilenceApi api =
        new SilenceApi(memory, new SilenceReader(name -> alerts.rule(name).isPresent()), clock);
    listener.serve(PATH, api::handle);
    listener.serve(PATH + "/", api::delete);
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      Answer.error(exchange, 404, "there is nothing at this path");
    } else if (exchange.getRequestMethod().equals("GET")) {
      Answer.json(
          exchange,
          200,
          Map.of(
              "silences",
              memory.silences(clock.instant()).stream().map(SilenceApi::written).toList()));
    } else if (!exchange.getRequestMethod().equals("POST")) {
      Answer.error(exchange, 405, "this takes GET and POST");
    } else if (ChangeRequest.isAllowed(exchange, "POST")) {
      post(exchange);
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    JsonNode body = ChangeRequest.body(exchange);
    if (body == null) {
      Answer.error(exchange, 400, "the body has to be a JSON object");
    } else if (memory.silences(clock.instant()).size() >= MOST_SILENCES) {
      Answer.error(exchange, 409, "there are " + MOST_SILENCES + " silences already");
    } else {
      try {
        Silence silence = reader.read(body, clock.instant());
        memory.add(silence);
        Answer.json(exchange, 201, written(silence));
      } catch (SilenceReader.Wrong e) {
        Answer.error(exchange, 400, e.getMessage());
      }
    }
  }

  private void delete(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring(PATH.length() + 1);
    if (ChangeRequest.isAllowed(exchange, "DELETE")) {
      if (memory.removeSilence(id)) {
        Answer.json(exchange, 200, Map.of());
      } else {
        Answer.error(exchange, 404, "there is no such silence");
      }
    }
  }

  private static Map<String, Object> written(Silence silence) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("id", silence.id());
    written.put("rule", silence.rule());
    written.put("match", silence.match());
    written.put("created", Words.time(silence.created()));
    written.put("until", Words.time(silence.until()));
    written.put("reason", silence.reason());
    written.put("by", silence.by());
    return written;
  }
}
