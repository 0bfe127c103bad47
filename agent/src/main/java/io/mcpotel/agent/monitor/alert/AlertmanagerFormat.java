// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.monitor.JsonText;
import java.time.Duration;

/**
 * For {@code POST /api/v2/alerts} of Prometheus' Alertmanager. As Prometheus does, it says again
 * and again that an alert fires, each time for a few minutes: one whose JVM was killed ends by
 * itself, and it is the Alertmanager that decides whom it notifies, and how often.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">its
 *     schema</a>
 */
final class AlertmanagerFormat implements Format {

  /** How often an alert that fires is sent. */
  static final Duration REPEAT = Duration.ofMinutes(1);

  /** For how long it is taken to fire after that. */
  private static final Duration LASTS = Duration.ofMinutes(5);

  private final Source source;

  AlertmanagerFormat(Source source) {
    this.source = source;
  }

  @Override
  public String body(Alert alert, long now) {
    long end = alert.isFiring() ? now + LASTS.toMillis() : alert.endMillis();
    JsonText json = new JsonText().begin(null, '[').begin(null, '{');
    json.begin("labels", '{');
    json.put("alertname", alert.rule());
    json.put("service", source.service());
    json.put("instance", source.instance());
    json.put("severity", alert.severity());
    json.end('}').begin("annotations", '{');
    json.put("summary", alert.title() + ", " + source.service());
    json.put("description", alert.summary());
    json.put("measured", Text.numbers(alert));
    if (alert.server() != null) {
      json.put("server", alert.server());
    }
    if (!alert.tools().isEmpty()) {
      json.put("tools", Text.tools(alert.tools()));
    }
    json.put("look_at", alert.lookAt()).end('}');
    json.put("startsAt", Text.time(alert.sinceMillis()));
    json.put("endsAt", Text.time(Math.max(alert.sinceMillis(), end)));
    return json.end('}').end(']').toString();
  }
}
