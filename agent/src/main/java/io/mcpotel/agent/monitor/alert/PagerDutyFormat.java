// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.monitor.JsonText;

/**
 * For PagerDuty's Events API v2.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">PagerDuty's
 *     documentation</a>
 */
final class PagerDutyFormat implements Format {

  private static final int MOST_IN_SUMMARY = 1_024;
  private static final int MOST_IN_KEY = 255;

  private final Source source;
  private final String routingKey;

  PagerDutyFormat(Source source, String routingKey) {
    this.source = source;
    this.routingKey = routingKey;
  }

  @Override
  public String body(Alert alert, long now) {
    JsonText json = new JsonText().begin(null, '{');
    json.put("routing_key", routingKey);
    json.put("event_action", alert.isFiring() ? "trigger" : "resolve");
    json.put("dedup_key", key(alert));
    json.put("client", "MCP OTel Agent");
    json.begin("payload", '{');
    String summary = alert.title() + ", " + source.service() + ": " + alert.summary();
    json.put("summary", Text.cut(summary, MOST_IN_SUMMARY));
    json.put("source", source.instance());
    json.put("severity", alert.severity());
    json.put("timestamp", Text.time(alert.isFiring() ? alert.sinceMillis() : alert.endMillis()));
    json.put("component", source.service());
    json.put("class", alert.rule());
    json.begin("custom_details", '{');
    json.put("measured", Text.numbers(alert)).put("when", Text.times(alert));
    if (alert.server() != null) {
      json.put("server", alert.server());
    }
    if (!alert.tools().isEmpty()) {
      json.put("worst tools since the start", Text.tools(alert.tools()));
    }
    json.put("look at", alert.lookAt());
    return json.end('}').end('}').end('}').toString();
  }

  /** Two keys are not to become the same by being cut. */
  private String key(Alert alert) {
    String key = source.key(alert);
    String hash = Integer.toHexString(key.hashCode());
    return key.length() <= MOST_IN_KEY ? key : Text.cut(key, MOST_IN_KEY - hash.length()) + hash;
  }
}
