// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerStateTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  @Test
  void itIsWhatItsLastReportSaysInTheWordsThatPeopleRead() {
    assertEquals("up", of(report("up", 10, "\"interval_seconds\":15"), null));
    assertEquals("idle", of(report("idle", 10, "\"interval_seconds\":15"), null));
    assertEquals("slow", of(report("slow", 10, "\"interval_seconds\":15"), null));
    assertEquals("failing", of(report("failing", 10, "\"interval_seconds\":15"), null));
    assertEquals("broken", of(report("broken", 10, "\"interval_seconds\":15"), null));
    assertEquals("up", of(report(null, 10, ""), null));
    assertEquals("starting", of(null, export("starting", 50)));
    assertNull(of(null, null));
  }

  @Test
  void threeReportsOrExportsThatAreMissingMakeItUnresponsive() {
    assertEquals("up", of(report("up", 45, "\"interval_seconds\":15"), null));
    assertEquals("unresponsive", of(report("up", 47, "\"interval_seconds\":15"), null));
    assertEquals("up", of(null, export("up", 179)));
    assertEquals("unresponsive", of(null, export("up", 182)));
    ServerState missing = ServerState.of(report("up", 60, "\"interval_seconds\":15"), null, NOW);
    assertEquals("no report since 2026-01-15T11:59:00Z, which came every 15 s", missing.reason());
  }

  @Test
  void aProgramThatNamesNoIntervalIsMissingByHowOftenItReported() {
    // 5 reports, the first one 400 seconds before the last.
    assertEquals("up", of(reports(5, 290), null));
    assertEquals("unresponsive", of(reports(5, 310), null));
    assertEquals("up", of(report(null, 3_000, ""), null));
  }

  @Test
  void oneThatSaidGoodbyeIsGoneWhateverItFlushedAndNotWhenItSpeaksAgain() {
    Map<String, Object> goodbye = report("up", 600, "\"interval_seconds\":15,\"final\":true");
    ServerState state = ServerState.of(goodbye, null, NOW);
    assertEquals("gone", state.state());
    assertTrue(state.reason().contains("goodbye at 2026-01-15T11:50:00Z"), state::toString);
    assertEquals("gone", of(goodbye, export("up", 598)));
    assertEquals("idle", of(goodbye, export("idle", 20)));
  }

  @Test
  void whileItsMetricsComeItIsThereEvenWhereReportsNoLongerDo() {
    assertEquals("slow", of(report("up", 600, "\"interval_seconds\":15"), export("slow", 30)));
  }

  private static String of(Map<String, Object> report, Map<String, Object> export) {
    return ServerState.of(report, export, NOW).state();
  }

  private static Map<String, Object> report(String state, long secondsAgo, String details) {
    Map<String, Object> report = told(secondsAgo, secondsAgo);
    report.put("reports", 1L);
    report.put("state", state);
    report.put("attributes", "{" + details + "}");
    return report;
  }

  private static Map<String, Object> reports(long count, long secondsAgo) {
    Map<String, Object> report = told(secondsAgo, secondsAgo + 400);
    report.put("reports", count);
    return report;
  }

  private static Map<String, Object> export(String state, long secondsAgo) {
    Map<String, Object> export = told(secondsAgo, secondsAgo);
    export.put("exports", 1L);
    export.put("state", state);
    return export;
  }

  private static Map<String, Object> told(long lastAgo, long firstAgo) {
    Map<String, Object> told = new HashMap<>();
    told.put("first_received", NOW.minusSeconds(firstAgo));
    told.put("last_received", NOW.minusSeconds(lastAgo));
    return told;
  }
}
