// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import static io.mcpotel.agent.monitor.alert.TestAlerts.SINCE;
import static io.mcpotel.agent.monitor.alert.TestAlerts.SOURCE;
import static io.mcpotel.agent.monitor.alert.TestAlerts.firing;
import static io.mcpotel.agent.monitor.alert.TestAlerts.resolved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.record.Json;
import io.mcpotel.agent.record.RecordSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each body is what the documentation of its receiver asks for. */
class FormatsTest {

  private static final Path SCHEMA = Path.of("../docs/alert.schema.json");
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private static Map<?, ?> member(Object object, String name) {
    return (Map<?, ?>) ((Map<?, ?>) object).get(name);
  }

  private static String text(Object object, String name) {
    return (String) ((Map<?, ?>) object).get(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {RuleStatus.ERROR_RATE, RuleStatus.P95, RuleStatus.UNRESPONSIVE})
  void jsonIsAsOurSchemaSays(String rule) throws IOException {
    RecordSchema schema = new RecordSchema(Json.parse(Files.readString(SCHEMA)));
    JsonFormat format = new JsonFormat(SOURCE);
    Map<?, ?> firing = Json.parse(format.body(firing(rule), 0));
    Map<?, ?> resolved = Json.parse(format.body(resolved(rule), 0));
    assertEquals(List.of(), schema.violations(firing));
    assertEquals(List.of(), schema.violations(resolved));
    assertEquals("firing", firing.get("state"));
    assertEquals("2026-01-02T03:04:05.678Z", firing.get("since"));
    assertNull(firing.get("until"));
    assertEquals("resolved", resolved.get("state"));
    assertEquals("2026-01-02T03:11:05.678Z", resolved.get("until"));
    assertEquals(firing.get("key"), resolved.get("key"));
  }

  /**
   * docs.slack.dev: an incoming webhook takes a message; the text of a header has at most 150
   * characters and is plain, that of a section has 1 to 3,000; {@code &}, {@code <} and {@code >}
   * are written as entities.
   */
  @Test
  void slackGetsBlocksOfPlainTextInWhichNobodyIsCalled() {
    SlackFormat format = new SlackFormat(SOURCE);
    for (Alert alert : List.of(firing(RuleStatus.ERROR_RATE), resolved(RuleStatus.P95))) {
      String body = format.body(alert, 0);
      Map<?, ?> message = Json.parse(body);
      assertEquals(Set.of("text", "mrkdwn", "blocks"), message.keySet());
      assertEquals(false, message.get("mrkdwn"));
      List<?> blocks = (List<?>) message.get("blocks");
      assertEquals(
          List.of("header", "section"), blocks.stream().map(b -> text(b, "type")).toList());
      for (Object block : blocks) {
        assertEquals(Set.of("type", "text"), ((Map<?, ?>) block).keySet());
        Map<?, ?> text = member(block, "text");
        assertEquals(Set.of("type", "text", "emoji"), text.keySet());
        assertEquals("plain_text", text.get("type"));
        assertEquals(false, text.get("emoji"));
        int most = "header".equals(text(block, "type")) ? 150 : 3_000;
        assertTrue(text(text, "text").length() <= most && !text(text, "text").isEmpty());
      }
      assertFalse(body.contains("<") || body.contains(">"), body);
      assertTrue(text(message, "text").contains("weather &amp; &lt;co&gt;"), body);
    }
    String shown =
        text(
            member(
                ((List<?>) Json.parse(format.body(firing(RuleStatus.ERROR_RATE), 0)).get("blocks"))
                    .get(1),
                "text"),
            "text");
    assertTrue(shown.contains("&lt;!channel&gt; *x* &lt;http://a|b&gt;"), shown);
    assertTrue(shown.contains("12 of 50 calls failed, p95 9 ms"), shown);
    assertTrue(shown.contains("\nMeasured: 12%, limit 5% within 5m\n"), shown);
    assertTrue(shown.contains("\nWhen: since 2026-01-02T03:04:05Z\n"), shown);
  }

  @Test
  void slackGetsNoMoreThanItTakes() {
    Alert alert = firing(RuleStatus.P95);
    Alert large =
        new Alert(
            alert.rule(),
            alert.state(),
            SINCE,
            -1,
            "1",
            "2/3",
            "<".repeat(5_000) + "😀".repeat(5_000),
            alert.tools(),
            null);
    Map<?, ?> message = Json.parse(new SlackFormat(SOURCE).body(large, 0));
    String shown = text(member(((List<?>) message.get("blocks")).get(1), "text"), "text");
    assertTrue(shown.length() <= 3_000 && shown.endsWith("&lt;…"), () -> "" + shown.length());
    assertTrue(text(message, "text").length() <= 4_000);
  }

  /**
   * developer.pagerduty.com, "Send an alert event": routing_key (32 characters), event_action,
   * dedup_key (at most 255), payload with summary (at most 1,024), source and severity.
   */
  @ParameterizedTest
  @ValueSource(strings = {RuleStatus.ERROR_RATE, RuleStatus.P95, RuleStatus.UNRESPONSIVE})
  void pagerDutyGetsAnEventThatItResolvesAgain(String rule) {
    PagerDutyFormat format = new PagerDutyFormat(SOURCE, KEY);
    Map<?, ?> trigger = Json.parse(format.body(firing(rule), 0));
    Map<?, ?> resolve = Json.parse(format.body(resolved(rule), 0));
    for (Map<?, ?> event : List.of(trigger, resolve)) {
      assertEquals(
          Set.of("routing_key", "event_action", "dedup_key", "client", "payload"), event.keySet());
      assertEquals(KEY, event.get("routing_key"));
      Map<?, ?> payload = member(event, "payload");
      assertEquals(
          Set.of(
              "summary", "source", "severity", "timestamp", "component", "class", "custom_details"),
          payload.keySet());
      assertTrue(text(payload, "summary").length() <= 1_024);
      assertEquals("host-1:42", payload.get("source"));
      assertTrue(
          Set.of("critical", "error", "warning", "info").contains(text(payload, "severity")));
      Instant.parse(text(payload, "timestamp"));
      assertTrue(payload.get("custom_details") instanceof Map);
    }
    assertEquals("trigger", trigger.get("event_action"));
    assertEquals("resolve", resolve.get("event_action"));
    assertEquals(trigger.get("dedup_key"), resolve.get("dedup_key"));
    assertEquals(
        rule.equals(RuleStatus.UNRESPONSIVE) ? "critical" : "warning",
        member(trigger, "payload").get("severity"));
  }

  @Test
  void pagerDutysKeyIsShortEnoughAndStillTellsProcessesApart() {
    Source one = new Source("s".repeat(256), "i".repeat(256) + "1");
    Source other = new Source("s".repeat(256), "i".repeat(256) + "2");
    String first = key(one);
    assertTrue(first.length() <= 255, first);
    assertFalse(first.equals(key(other)));
  }

  private static String key(Source source) {
    Alert alert = firing(RuleStatus.P95);
    return text(Json.parse(new PagerDutyFormat(source, KEY).body(alert, 0)), "dedup_key");
  }

  /** Alertmanager's api/v2/openapi.yaml: postableAlerts, of which labelSet holds strings only. */
  @Test
  void alertmanagerGetsAlertsThatEndByThemselves() {
    AlertmanagerFormat format = new AlertmanagerFormat(SOURCE);
    long now = SINCE + 60_000;
    Map<?, ?> firing = posted(format.body(firing(RuleStatus.P95), now));
    Map<?, ?> resolved = posted(format.body(resolved(RuleStatus.P95), now));
    assertEquals(
        Map.of(
            "alertname",
            "mcp_p95_latency_exceeds",
            "service",
            "weather & <co>",
            "instance",
            "host-1:42",
            "severity",
            "warning"),
        firing.get("labels"));
    assertEquals(firing.get("labels"), resolved.get("labels"));
    assertEquals("2026-01-02T03:04:05.678Z", firing.get("startsAt"));
    assertEquals("2026-01-02T03:10:05.678Z", firing.get("endsAt"));
    assertEquals("2026-01-02T03:11:05.678Z", resolved.get("endsAt"));
  }

  private static Map<?, ?> posted(String body) {
    List<?> alerts = (List<?>) Json.parse("{\"alerts\":" + body + "}").get("alerts");
    assertEquals(1, alerts.size());
    Map<?, ?> alert = (Map<?, ?>) alerts.get(0);
    assertEquals(Set.of("labels", "annotations", "startsAt", "endsAt"), alert.keySet());
    member(alert, "labels").values().forEach(value -> assertTrue(value instanceof String));
    member(alert, "annotations").values().forEach(value -> assertTrue(value instanceof String));
    return alert;
  }
}
