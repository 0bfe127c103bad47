// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportedFindingsTest {

  private static final String KEY = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

  @BeforeEach
  void redact() {
    AgentLog.redactWith(text -> text.replace(KEY, "[redacted:github]"));
  }

  @AfterEach
  void redactAll() {
    AgentLog.redactWith(text -> "[redacted:unchecked]");
  }

  @Test
  void whatIsBadComesFirstAndThereAreNotTooMany() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      findings.add(Finding.good("sdk", "found " + i));
    }
    findings.add(Finding.good("calls", "received tools/call 3"));
    findings.add(Finding.bad("properties", "nobody knows it", ""));

    List<Finding> shown = ReportedFindings.shown(findings);

    assertEquals(20, shown.size());
    assertEquals("nobody knows it", shown.get(0).text());
    assertEquals("found 18", shown.get(19).text());
    assertEquals(
        List.of(), ReportedFindings.shown(List.of(Finding.good("calls", "received ping 1"))));
  }

  @Test
  void noKeyIsShown() {
    Finding export =
        Finding.bad(
            "export",
            "traces: failed: https://collector.example.com:443/otlp/A-KEY, "
                + KEY
                + "x".repeat(900),
            "see what is said of the endpoint below");

    Finding shown = ReportedFindings.shown(List.of(export)).get(0);

    assertTrue(
        shown
            .text()
            .startsWith("traces: failed: https://collector.example.com:443, [redacted:github]"),
        shown::toString);
    assertFalse(shown.text().contains("A-KEY"), shown::toString);
    assertFalse(shown.text().contains(KEY), shown::toString);
    assertTrue(shown.text().length() <= 300, shown::toString);
    assertEquals("run doctor beside it, which tries the endpoint", shown.todo());
  }
}
