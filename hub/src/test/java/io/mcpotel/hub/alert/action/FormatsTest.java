// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What receivers are sent. */
class FormatsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:01:00Z");

  @Test
  void aWebhookGetsWhatTheAgentsOwnAlertsHave() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(Path.of("../docs/alert.schema.json").toFile());
    JsonNode firing = new JsonFormat().body(Samples.firing(), NOW);
    Set<String> required = new TreeSet<>();
    schema.get("required").forEach(name -> required.add(name.asText()));
    Set<String> written = new TreeSet<>();
    firing.fieldNames().forEachRemaining(written::add);
    assertEquals(required, written);
    assertEquals("string", schema.at("/properties/rule/type").asText());
    assertFalse(schema.at("/properties/rule").has("enum"), "rules have other names in the hub");
    Set<String> severities = new TreeSet<>();
    schema.at("/properties/severity/enum").forEach(name -> severities.add(name.asText()));
    assertEquals(Set.of("critical", "warning", "info"), severities);

    assertEquals("mcp_error_rate_spike/weather/weather-1", firing.get("key").asText());
    assertEquals("firing", firing.get("state").asText());
    assertEquals("12%", firing.get("value").asText());
    assertTrue(firing.get("until").isNull());
    assertEquals(12, firing.at("/tools/0/errors").asInt());
    JsonNode resolved = new JsonFormat().body(Samples.resolved(), NOW);
    assertEquals("resolved", resolved.get("state").asText());
    assertEquals("2026-03-01T12:05:00Z", resolved.get("until").asText());
    assertEquals(firing.get("key"), resolved.get("key"));
  }

  @Test
  void slackIsToldInPlainTextInWhichANameCallsNobodyTogether() {
    JsonNode firing = new SlackFormat().body(Samples.firing(), NOW);
    assertFalse(firing.toString().contains("<!channel>"), firing::toString);
    assertTrue(firing.toString().contains("&lt;!channel&gt;"), firing::toString);
    assertEquals("plain_text", firing.at("/blocks/1/text/type").asText());
    assertTrue(firing.at("/blocks/0/text/text").asText().contains("too many errors"));
    JsonNode resolved = new SlackFormat().body(Samples.resolved(), NOW);
    assertTrue(resolved.at("/text").asText().contains("no longer"), resolved::toString);
  }

  @Test
  void pagerDutyResolvesWhatItTriggered() {
    JsonNode firing = new PagerDutyFormat("key").body(Samples.firing(), NOW);
    assertEquals("trigger", firing.get("event_action").asText());
    assertEquals("key", firing.get("routing_key").asText());
    assertEquals("warning", firing.at("/payload/severity").asText());
    assertEquals("weather-1", firing.at("/payload/source").asText());
    JsonNode resolved = new PagerDutyFormat("key").body(Samples.resolved(), NOW);
    assertEquals("resolve", resolved.get("event_action").asText());
    assertEquals(firing.get("dedup_key"), resolved.get("dedup_key"));
  }

  @Test
  void anAlertmanagersAlertEndsByItselfUnlessItIsSaidAgain() {
    JsonNode firing = new AlertmanagerFormat().body(Samples.firing(), NOW).get(0);
    assertEquals("mcp_error_rate_spike", firing.at("/labels/alertname").asText());
    assertEquals("weather", firing.at("/labels/service").asText());
    assertEquals("2026-03-01T12:06:00Z", firing.get("endsAt").asText());
    JsonNode resolved = new AlertmanagerFormat().body(Samples.resolved(), NOW).get(0);
    assertEquals(firing.get("labels"), resolved.get("labels"));
    assertEquals("2026-03-01T12:05:00Z", resolved.get("endsAt").asText());
  }
}
