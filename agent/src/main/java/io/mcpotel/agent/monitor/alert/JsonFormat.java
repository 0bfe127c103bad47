// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.monitor.JsonText;
import io.mcpotel.agent.monitor.ToolStats;

/** For programs of one's own: {@code docs/alert.schema.json} says what is in it. */
final class JsonFormat implements Format {

  private static final long MILLI = 1_000_000;

  private final Source source;

  JsonFormat(Source source) {
    this.source = source;
  }

  @Override
  public String body(Alert alert, long now) {
    JsonText json = new JsonText().begin(null, '{');
    json.put("key", source.key(alert));
    json.put("rule", alert.rule());
    json.put("state", alert.state().word());
    json.put("severity", alert.severity());
    json.put("title", alert.title());
    json.put("summary", alert.summary());
    json.put("value", alert.value());
    json.put("threshold", alert.limit());
    json.put("window", alert.window());
    json.put("since", Text.time(alert.sinceMillis()));
    json.put("until", alert.isFiring() ? null : Text.time(alert.endMillis()));
    json.put("jvm_ended", alert.state() == Alert.State.ENDED);
    json.put("service", source.service());
    json.put("instance", source.instance());
    json.put("server", alert.server());
    json.begin("tools", '[');
    for (ToolStats tool : alert.tools()) {
      json.begin(null, '{').put("name", tool.name());
      json.put("requests", tool.requests()).put("errors", tool.errors());
      json.put("p95_ms", tool.p95(), MILLI).end('}');
    }
    json.end(']').put("look_at", alert.lookAt());
    return json.end('}').toString();
  }
}
