// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Puts on record, among the events of the servers, what the hub found and did. */
public final class AlertHistory implements Transitions.History {

  /** The name of the event of a change; the agent's own are called mcp.alert. */
  static final String ALERT = "mcp.hub.alert";

  static final String COMMAND = "mcp.hub.command";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommitQueue queue;

  public AlertHistory(CommitQueue queue) {
    this.queue = queue;
  }

  @Override
  public void changed(Alert alert, Alert.State from, Alert.State to, Instant now) {
    ObjectNode attributes = attributes(alert);
    attributes.put("from_state", from == null ? "ok" : from.text());
    attributes.put("to_state", to == null ? "ok" : to.text());
    attributes.put("value_text", alert.value());
    String severity = to == Alert.State.FIRING ? severity(alert) : "INFO";
    keep(ALERT, severity, alert.title() + ": " + alert.summary(), alert, attributes, now);
  }

  /** A command ran, or could not, or might not. */
  public void command(Alert alert, String action, String status, String answer, Instant now) {
    ObjectNode attributes = attributes(alert);
    attributes.put("action", action);
    attributes.put("status", status);
    attributes.put("answer", answer);
    keep(COMMAND, "WARN", action + " " + status + ": " + answer, alert, attributes, now);
  }

  private static ObjectNode attributes(Alert alert) {
    ObjectNode attributes = JSON.createObjectNode();
    attributes.put("rule", alert.rule());
    attributes.put("summary", alert.summary());
    ObjectNode labels = attributes.putObject("labels");
    alert.labels().forEach(labels::put);
    return attributes;
  }

  private void keep(
      String name, String severity, String body, Alert alert, ObjectNode attributes, Instant now) {
    Long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    Row row =
        Row.of(Table.EVENTS, ThreadLocalRandom.current().nextLong() | 1)
            .set("time", micros)
            .set("received", micros)
            .set("service", alert.service())
            .set("instance", alert.labels().get(Label.INSTANCE.text()))
            .set("name", name)
            .set("severity", severity)
            .set("tool", alert.labels().get(Label.TOOL.text()))
            .set("body", body)
            .set("attributes", attributes.toString());
    CompletableFuture<Void> kept = queue.offer(List.of(row)).orElse(null);
    if (kept == null) {
      System.err.println("[mcp-otel-hub] This is not kept, as too much waits: " + body);
    } else {
      kept.whenComplete(
          (nothing, e) -> {
            if (e != null) {
              System.err.println("[mcp-otel-hub] This is not kept: " + body);
            }
          });
    }
  }

  private static String severity(Alert alert) {
    return alert.severity() == Severity.CRITICAL ? "ERROR" : "WARN";
  }
}
