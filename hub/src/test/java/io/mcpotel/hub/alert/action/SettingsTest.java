// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.alert.Kind;
import io.mcpotel.hub.alert.Rule;
import io.mcpotel.hub.alert.RuleSettings;
import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import io.mcpotel.hub.probe.ProbeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules and actions as people write them. */
class SettingsTest {

  private static final String AS_PEOPLE_WRITE_THEM =
      """
      alert_rules:
        - name: mcp_error_rate_spike
          threshold: 5%
          window: 5m
          action: notify_ops
        - name: mcp_p95_latency_exceeds
          threshold: 2000ms
          window: 10m
          action: page_oncall
        - name: mcp_server_unresponsive
          threshold: 3_consecutive_failures
          window: 1m
          action: auto_restart + notify
      actions:
        notify_ops:   {slack: "${SLACK_WEBHOOK}"}
        page_oncall:  {pagerduty: "${PAGERDUTY_KEY}"}
        notify:       {webhook: "https://…", alertmanager: "http://…"}
        auto_restart: {command: ["systemctl", "restart", "{service}"], at_most: 3 per 1h, pause: 5m}
      """;

  @Test
  void whatPeopleWriteIsWhatIsMeant() throws Exception {
    RuleSettings settings = read(AS_PEOPLE_WRITE_THEM);
    assertEquals(3, settings.rules().size());
    assertEquals(Duration.ofHours(4), settings.repeat());
    Rule errors = settings.rules().get(0);
    assertEquals(Kind.ERROR_RATE, errors.kind());
    assertEquals(0.05, errors.threshold().value());
    assertEquals(Duration.ofMinutes(5), errors.window());
    assertEquals(20, errors.minRequests());
    assertEquals(List.of("notify_ops"), errors.actions());
    assertEquals(2_000, settings.rules().get(1).threshold().value());
    Rule unresponsive = settings.rules().get(2);
    assertEquals(3, unresponsive.threshold().value());
    assertEquals(List.of("auto_restart", "notify"), unresponsive.actions());
  }

  @Test
  void aUrlWithoutAHostIsToldOf() throws Exception {
    ConfigFile file =
        ConfigFile.of(
            Path.of("hub.yaml"),
            "actions: {a: {webhook: \"https://…\", slack: \"https://hooks.example/x\"}}",
            Map.of());
    assertEquals(
        List.of("The URL of actions.a.webhook has no host: nobody is told"),
        ActionSettings.read(file.fields()).warnings());
  }

  @Test
  void theThreeRulesAreOnWithoutBeingAskedForAndMayBeTurnedOff() throws Exception {
    assertEquals(
        List.of("mcp_error_rate_spike", "mcp_p95_latency_exceeds", "mcp_server_unresponsive"),
        read("").rules().stream().map(Rule::name).toList());
    assertEquals(
        List.of("mcp_p95_latency_exceeds", "mcp_server_unresponsive"),
        read("alert_rules: [{name: mcp_error_rate_spike, enabled: false}]").rules().stream()
            .map(Rule::name)
            .toList());
  }

  @Test
  void whatIsWrongIsToldWithItsLine() {
    List<String> wrong =
        assertThrows(
                ConfigException.class,
                () ->
                    read(
                        """
                        alert_rules:
                          - name: mcp_error_rate_spike
                            threshold: 2000ms
                          - name: mcp_p95_latency_exceeds
                            by: [tol]
                          - name: mine
                          - {name: gone, kind: absent}
                          - {name: burn, slo: 100%}
                          - {name: mcp_server_unresponsive, match: {tool: x}, action: page}
                        actions:
                          a: {slack: "ftp://SECRET"}
                          b: {command: ["{service}", "{host}"], at_most: often, at_most_in_all: 0 per 1h}
                          c: {}
                          d: {webhok: "http://x"}
                        """))
            .messages();
    String all = String.join("\n", wrong);
    assertTrue(all.contains("hub.yaml:3: alert_rules[0].threshold has to be a percentage"), all);
    assertTrue(all.contains("hub.yaml:5: "), all);
    assertTrue(all.contains("hub.yaml:6: alert_rules[2].kind is missing; it is one of"), all);
    assertTrue(all.contains("hub.yaml:7: alert_rules[3].match has to name the service"), all);
    assertTrue(all.contains("hub.yaml:8: alert_rules[4].slo has to be"), all);
    assertTrue(all.contains("hub.yaml:9: alert_rules[5].match.tool is not known"), all);
    assertTrue(all.contains("names no action of the actions: page"), all);
    assertTrue(all.contains("hub.yaml:11: actions.a.slack has to be a URL"), all);
    assertTrue(all.contains("has to be a program, and no name that comes in"), all);
    assertTrue(all.contains("has {host}, and there are"), all);
    assertTrue(all.contains("actions.b.at_most has to be like 3 per 1h"), all);
    assertTrue(all.contains("actions.b.at_most_in_all has to be like 3 per 1h"), all);
    assertTrue(all.contains("hub.yaml:13: actions.c has to have one of"), all);
    assertTrue(all.contains("did you mean webhook?"), all);
    assertTrue(!all.contains("SECRET"), all);
  }

  @Test
  void theExamplesOfThePageAreFine() throws Exception {
    String page = Files.readString(Path.of("../docs/hub-alerts.md"));
    int examples = 0;
    for (String block : page.split("```yaml\n")) {
      if (examples++ > 0) {
        ConfigFile file =
            ConfigFile.of(
                Path.of("hub.yaml"),
                block.substring(0, block.indexOf("```")),
                Map.of("SLACK_WEBHOOK", "https://h/x", "PAGERDUTY_KEY", "key", "TOKEN", "t"));
        RuleSettings.read(file.fields(), ActionSettings.read(file.fields()).names());
        ProbeSettings.read(file.fields());
        file.finish();
      }
    }
    assertEquals(3, examples);
  }

  private static RuleSettings read(String yaml) throws ConfigException {
    ConfigFile file =
        ConfigFile.of(
            Path.of("hub.yaml"),
            yaml,
            Map.of("SLACK_WEBHOOK", "https://hooks.example/x", "PAGERDUTY_KEY", "key"));
    RuleSettings settings =
        RuleSettings.read(file.fields(), ActionSettings.read(file.fields()).names());
    file.finish();
    return settings;
  }
}
