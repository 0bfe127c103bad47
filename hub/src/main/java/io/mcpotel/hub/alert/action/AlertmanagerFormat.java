// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Words;
import java.time.Duration;
import java.time.Instant;

/**
 * For {@code POST /api/v2/alerts} of Prometheus' Alertmanager. As Prometheus does, the hub says
 * again and again that an alert fires, each time for a few minutes: one whose hub was killed ends
 * by itself, and it is the Alertmanager that decides whom it tells, and how often.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">its
 *     schema</a>
 */
final class AlertmanagerFormat implements Format {

  /** How often an alert that fires is sent. */
  static final Duration REPEAT = Duration.ofMinutes(1);

  /** For how long it is taken to fire after that. */
  private static final Duration LASTS = Duration.ofMinutes(5);

  @Override
  public JsonNode body(Alert alert, Instant now) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    ObjectNode json = all.addObject();
    ObjectNode labels = json.putObject("labels");
    labels.put("alertname", alert.rule());
    alert.labels().forEach(labels::put);
    labels.put("severity", alert.severity().text());
    ObjectNode annotations = json.putObject("annotations");
    annotations.put("summary", alert.title() + ", " + alert.service());
    annotations.put("description", alert.summary());
    annotations.put("measured", alert.numbers());
    if (alert.server() != null) {
      annotations.put("server", alert.server());
    }
    if (!alert.tools().isEmpty()) {
      annotations.put("tools", Text.tools(alert.tools()));
    }
    annotations.put("look_at", alert.lookAt());
    Instant end = alert.until() == null ? now.plus(LASTS) : alert.until();
    json.put("startsAt", Words.time(alert.since()));
    json.put("endsAt", Words.time(end.isBefore(alert.since()) ? alert.since() : end));
    return all;
  }
}
