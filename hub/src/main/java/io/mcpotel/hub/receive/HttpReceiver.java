// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mcpotel.hub.access.Right;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.http.HttpListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** OTLP over HTTP: one signal at its path, answered in the encoding that it came in. */
public final class HttpReceiver implements HttpHandler {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final int INVALID_ARGUMENT = 3;
  private static final int UNAVAILABLE = 14;
  private static final int RESOURCE_EXHAUSTED = 8;

  private final Signal signal;
  private final Intake intake;

  private HttpReceiver(Signal signal, Intake intake) {
    this.signal = signal;
    this.intake = intake;
  }

  public static void serve(HttpListener listener, Intake intake) {
    for (Signal signal : Signal.values()) {
      listener.serve(signal.path(), Right.SEND, new HttpReceiver(signal, intake));
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String type = type(exchange);
    try {
      if (!exchange.getRequestURI().getPath().equals(signal.path())) {
        throw new Refused(404, "there is nothing at this path");
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        throw new Refused(405, "this takes POST");
      }
      if (!type.equals(PROTOBUF) && !type.equals(JSON)) {
        throw new Refused(415, "Content-Type has to be " + PROTOBUF + " or " + JSON);
      }
      Received received;
      try (Body body = Body.of(exchange)) {
        received = received(body.take(), type.equals(JSON));
        intake.keep(received);
      }
      Answer.send(
          exchange,
          200,
          type,
          type.equals(JSON) ? json(received) : signal.response(received).toByteArray());
    } catch (Unusable e) {
      refuse(exchange, type, new Refused(400, e.getMessage()));
    } catch (Refused e) {
      refuse(exchange, type, e);
    }
  }

  private Received received(byte[] body, boolean json) throws Unusable {
    Message request = signal.parse(body, json);
    return signal.rows(request, new Times(Instant.now()));
  }

  private static String type(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type == null ? "" : type.split(";")[0].strip().toLowerCase(Locale.ROOT);
  }

  private byte[] json(Received received) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    if (received.rejected() > 0) {
      response
          .putObject("partialSuccess")
          .put(signal.rejectedField(), "" + received.rejected())
          .put("errorMessage", received.reason());
    }
    return Attributes.json(response).getBytes(StandardCharsets.UTF_8);
  }

  private void refuse(HttpExchange exchange, String type, Refused refused) throws IOException {
    intake.tally().refused(refused.status());
    if (refused.isForNow()) {
      exchange.getResponseHeaders().set("Retry-After", Intake.RETRY_AFTER_SECONDS);
    }
    int code =
        refused.status() == 429
            ? RESOURCE_EXHAUSTED
            : refused.status() == 503 ? UNAVAILABLE : INVALID_ARGUMENT;
    if (type.equals(PROTOBUF)) {
      byte[] status =
          Status.newBuilder().setCode(code).setMessage(refused.getMessage()).build().toByteArray();
      Answer.send(exchange, refused.status(), PROTOBUF, status);
    } else {
      ObjectNode status = JsonNodeFactory.instance.objectNode();
      status.put("code", code).put("message", refused.getMessage());
      Answer.json(exchange, refused.status(), status);
    }
  }
}
