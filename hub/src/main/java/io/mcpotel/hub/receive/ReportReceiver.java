// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/** Reports of how a server is, from the agent or from any program. */
public final class ReportReceiver implements HttpHandler {

  public static final String PATH = "/api/v1/metrics";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 256 << 10;
  private static final int MOST_ID = 256;

  private final Intake intake;

  public ReportReceiver(Intake intake) {
    this.intake = intake;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        throw new Refused(404, "there is nothing at this path");
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        throw new Refused(405, "this takes POST");
      }
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
        throw new Refused(415, "Content-Type has to be application/json");
      }
      Received received = new Received();
      try (Body body = Body.of(exchange)) {
        received.add(row(body.take(), new Times(Instant.now())));
      }
      intake.keep(received);
      Answer.json(exchange, 200, Map.of());
    } catch (Unusable e) {
      intake.tally().refused(400);
      Answer.error(exchange, 400, e.getMessage());
    } catch (Refused e) {
      intake.tally().refused(e.status());
      if (e.isForNow()) {
        exchange.getResponseHeaders().set("Retry-After", Intake.RETRY_AFTER_SECONDS);
      }
      Answer.error(exchange, e.status(), e.getMessage());
    }
  }

  private static Row row(byte[] body, Times times) throws Unusable {
    if (body.length > MOST) {
      throw new Unusable("a report has " + (MOST >> 10) + " KB at most");
    }
    JsonNode report = parse(body);
    String server = text(report, "server_id");
    if (server == null || server.isEmpty() || server.length() > MOST_ID) {
      throw new Unusable("server_id has to be a text of 1 to " + MOST_ID + " characters");
    }
    Instant at = timestamp(report);
    JsonNode metrics = report.path("metrics");
    if (!metrics.isObject()) {
      throw new Unusable("metrics has to be an object");
    }
    JsonNode mcp = report.path("mcp");
    String service = text(mcp.path("service"), "name");
    String instance = text(mcp.path("service"), "instance");
    // With all of it: the last report of a JVM may be of the same second as the one before it.
    return Row.of(Table.REPORTS, new Fingerprint("report").add(server).add(body).value())
        .set("time", (Long) times.micros(at))
        .set("received", (Long) times.nowMicros())
        .set("service", service == null ? server : service)
        .set("instance", instance == null ? server : instance)
        .set("server_id", server)
        .set("state", text(mcp, "state"))
        .set("reason", text(mcp, "reason"))
        .set("requests_total", whole(metrics, "requests_total"))
        .set("errors_total", whole(metrics, "errors_total"))
        .set("active_tools", whole(metrics, "active_tools"))
        .set("latency_p95_ms", number(metrics, "latency_p95_ms"))
        .set("memory_mb", number(metrics, "memory_mb"))
        .set("uptime_seconds", number(metrics, "uptime_seconds"))
        .set("attributes", mcp.isObject() ? Attributes.json(mcp) : null);
  }

  private static JsonNode parse(byte[] body) throws Unusable {
    try {
      JsonNode report = JSON.readTree(body);
      if (report == null || !report.isObject()) {
        throw new Unusable("the body has to be a JSON object");
      }
      return report;
    } catch (IOException e) {
      throw new Unusable("the body is no JSON: " + OtlpJson.firstLine(e));
    }
  }

  private static Instant timestamp(JsonNode report) throws Unusable {
    String text = text(report, "timestamp");
    try {
      return OffsetDateTime.parse(String.valueOf(text)).toInstant();
    } catch (DateTimeException e) {
      throw new Unusable("timestamp has to be like 2026-01-15T09:32:45Z, and was " + text);
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? Attributes.clean(value.asText()) : null;
  }

  private static Long whole(JsonNode node, String field) throws Unusable {
    Double number = number(node, field);
    return number == null ? null : (Long) number.longValue();
  }

  private static Double number(JsonNode node, String field) throws Unusable {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isNumber() || value.asDouble() < 0) {
      throw new Unusable("metrics." + field + " has to be a number of 0 or more");
    }
    return value.asDouble();
  }
}
