// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Words;
import java.time.Instant;

/**
 * For PagerDuty's Events API v2.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">PagerDuty's
 *     documentation</a>
 */
final class PagerDutyFormat implements Format {

  private static final int MOST_IN_SUMMARY = 1_024;
  private static final int MOST_IN_KEY = 255;

  private final String routingKey;

  PagerDutyFormat(String routingKey) {
    this.routingKey = routingKey;
  }

  @Override
  public JsonNode body(Alert alert, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("routing_key", routingKey);
    json.put("event_action", alert.isFiring() ? "trigger" : "resolve");
    json.put("dedup_key", key(alert));
    json.put("client", "MCP OTel Hub");
    ObjectNode payload = json.putObject("payload");
    String summary = alert.title() + ", " + alert.service() + ": " + alert.summary();
    payload.put("summary", Text.cut(summary, MOST_IN_SUMMARY));
    payload.put("source", alert.instance().isEmpty() ? alert.service() : alert.instance());
    payload.put("severity", alert.severity().text());
    Instant when = alert.until() == null ? alert.since() : alert.until();
    payload.put("timestamp", Words.time(when));
    payload.put("component", alert.service());
    payload.put("class", alert.rule());
    ObjectNode details = payload.putObject("custom_details");
    details.put("measured", alert.numbers()).put("when", alert.times());
    if (alert.server() != null) {
      details.put("server", alert.server());
    }
    if (!alert.tools().isEmpty()) {
      details.put("worst tools", Text.tools(alert.tools()));
    }
    details.put("look at", alert.lookAt());
    return json;
  }

  /** Two keys are not to become the same by being cut. */
  private static String key(Alert alert) {
    String key = alert.key();
    String hash = Integer.toHexString(key.hashCode());
    return key.length() < MOST_IN_KEY ? key : Text.cut(key, MOST_IN_KEY - hash.length()) + hash;
  }
}
