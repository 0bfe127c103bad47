// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Words;
import java.time.Instant;

/** For programs of one's own, as the agent's own alerts are: {@code docs/alert.schema.json}. */
final class JsonFormat implements Format {

  @Override
  public JsonNode body(Alert alert, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", alert.key());
    json.put("rule", alert.rule());
    json.put("state", alert.isFiring() ? "firing" : "resolved");
    json.put("severity", alert.severity().text());
    json.put("title", alert.title());
    json.put("summary", alert.summary());
    json.put("value", alert.value());
    json.put("threshold", alert.threshold());
    json.put("window", alert.window());
    json.put("since", Words.time(alert.since()));
    json.put("until", alert.until() == null ? null : Words.time(alert.until()));
    json.put("jvm_ended", false);
    json.put("service", alert.service());
    json.put("instance", alert.instance());
    json.put("server", alert.server());
    ArrayNode tools = json.putArray("tools");
    for (Alert.Tool tool : alert.tools()) {
      tools
          .addObject()
          .put("name", tool.name())
          .put("requests", tool.requests())
          .put("errors", tool.errors())
          .put("p95_ms", tool.p95Ms());
    }
    json.put("look_at", alert.lookAt());
    return json;
  }
}
