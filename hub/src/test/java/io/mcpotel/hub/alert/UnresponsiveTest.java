// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.alert.Alert.State;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are not heard any more, and those who say that they answer nobody. */
class UnresponsiveTest {

  private static final String EVERY_15_S = "{\"interval_seconds\":15}";

  @TempDir Path folder;
  private Watched hub;

  @BeforeEach
  void start() throws Exception {
    hub = new Watched(folder, RulesTest.rule("{name: mcp_server_unresponsive, action: tell}"));
  }

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void threeMissingReportsFireAndTheNextOneEndsIt() throws Exception {
    reports("one", "up", 4);
    hub.pass(Duration.ofSeconds(45));
    assertEquals(List.of(), hub.active());

    hub.pass(Duration.ofSeconds(15));
    Alert firing = hub.heard.next();
    assertEquals(State.FIRING, firing.state());
    assertEquals(Severity.CRITICAL, firing.severity());
    assertEquals("no report for 60 seconds, and one was due every 15", firing.summary());
    assertEquals(Map.of("service", "weather", "instance", "one"), firing.labels());

    hub.report("one", "up", EVERY_15_S);
    hub.look();
    assertEquals(State.RESOLVED, hub.heard.next().state());
    hub.pass(Duration.ofMinutes(10));
    assertEquals(State.FIRING, hub.heard.next().state());
    assertEquals(0, hub.heard.waiting());
  }

  @Test
  void whoSaysGoodbyeIsGoneAndNotMissed() throws Exception {
    reports("one", "up", 4);
    hub.clock.pass(Duration.ofSeconds(1));
    hub.report("one", "up", "{\"interval_seconds\":15,\"final\":true}");
    hub.pass(Duration.ofMinutes(10));
    assertEquals(List.of(), hub.active());
  }

  @Test
  void whatAJvmExportsAtItsEndDoesNotTakeItsGoodbyeBack() throws Exception {
    for (int i = 0; i < 4; i++) {
      hub.report("weather-1", "up", EVERY_15_S);
      exported("weather-1", "up");
      hub.pass(Duration.ofSeconds(15));
    }
    hub.report("weather-1", "up", "{\"interval_seconds\":15,\"final\":true}");
    hub.clock.pass(Duration.ofSeconds(1));
    exported("weather-1", "up");
    hub.pass(Duration.ofMinutes(10));
    assertEquals(List.of(), hub.active());
  }

  @Test
  void anOddReportHidesNoOther() throws Exception {
    hub.report(
        "odd",
        "up",
        "{\"interval_seconds\":\"60s\",\"final\":\"soon\",\"probe\":{\"failures\":\"x\"}}");
    reports("one", "up", 4);
    hub.pass(Duration.ofSeconds(60));
    assertEquals("one", hub.only().instance());
  }

  @Test
  void aServerThatSaysItAnswersNobodyFiresAtOnce() throws Exception {
    reports("one", "up", 2);
    hub.clock.pass(Duration.ofSeconds(1));
    hub.report("one", "broken", EVERY_15_S);
    hub.look();
    assertEquals("broken", hub.only().value());
    hub.pass(Duration.ofSeconds(15));
    hub.report("one", "up", EVERY_15_S);
    hub.look();
    assertEquals(List.of(), hub.active());
  }

  @Test
  void oneThatDoesNotSayHowOftenItReportsIsExpectedAsItLatelyCame() throws Exception {
    hub.report("once", null, null);
    for (int i = 0; i < 4; i++) {
      hub.report("curl", null, null);
      hub.pass(Duration.ofSeconds(60));
    }
    hub.pass(Duration.ofMinutes(2));
    assertEquals(List.of(), hub.active());
    hub.pass(Duration.ofMinutes(1));
    assertEquals("curl", hub.only().instance());
  }

  @Test
  void exportedStatesAreMissedToo() throws Exception {
    for (int i = 0; i < 4; i++) {
      exported("weather-1", "up");
      hub.pass(Duration.ofSeconds(60));
    }
    assertEquals(List.of(), hub.active());
    exported("weather-1", "unresponsive");
    hub.look();
    assertEquals("unresponsive", hub.only().value());
    exported("weather-1", "up");
    hub.pass(Duration.ofSeconds(15));
    exported("weather-1", "up");
    hub.look();
    assertEquals(List.of(), hub.active());
    hub.pass(Duration.ofMinutes(4));
    assertTrue(hub.only().summary().startsWith("no exported state for"), hub.only()::summary);
  }

  @Test
  void anExportOfTheSameStateTakesNoReasonAwayAndAnEarlierOneNoState() throws Exception {
    reports("weather-1", "up", 2);
    hub.clock.pass(Duration.ofSeconds(1));
    hub.append(
        hub.row(Table.REPORTS, "weather")
            .set("instance", "weather-1")
            .set("server_id", "weather-1")
            .set("state", "unresponsive")
            .set("reason", "1 request is open")
            .set("attributes", EVERY_15_S));
    hub.clock.pass(Duration.ofSeconds(1));
    exported("weather-1", "unresponsive");
    hub.look();
    assertEquals("it says it is unresponsive: 1 request is open", hub.only().summary());

    hub.clock.pass(Duration.ofSeconds(1));
    exported("weather-1", "unresponsive");
    hub.clock.pass(Duration.ofSeconds(1));
    hub.report("weather-1", "up", EVERY_15_S);
    hub.look();
    assertEquals(List.of(), hub.active());
  }

  @Test
  void aProcessThatEndedAsItShouldIsNotMissed() throws Exception {
    for (int i = 0; i < 4; i++) {
      exported("weather-1", "up");
      hub.pass(Duration.ofSeconds(60));
    }
    exported("weather-1", "up");
    hub.append(
        hub.row(Table.SESSIONS, "weather")
            .set("role", "server")
            .set("state", "closed")
            .set("close_reason", "end_of_input"));
    hub.pass(Duration.ofMinutes(10));
    assertEquals(List.of(), hub.active());
  }

  @Test
  void oneThatStartsAgainTakesTheNextPlaceAndOnlyOneIsReplacedByIt() throws Exception {
    for (int i = 0; i < 4; i++) {
      hub.report("one", "up", EVERY_15_S);
      hub.report("two", "up", EVERY_15_S);
      hub.pass(Duration.ofSeconds(15));
    }
    reports("three", "up", 6);
    assertEquals(1, hub.active().size(), hub.active()::toString);
  }

  @Test
  void theHubMissesNothingThatItWasNotThereToHear() throws Exception {
    hub.report("one", "up", EVERY_15_S);
    reports("two", "up", 10);
    assertEquals("one", hub.heard.next().instance());
    hub.clock.pass(Duration.ofMinutes(30));
    try (Watched next = hub.restarted()) {
      next.look();
      assertEquals("one", next.only().instance());
      next.report("two", "up", EVERY_15_S);
      next.look();
      assertEquals("one", next.only().instance());
      assertEquals(0, next.heard.waiting());

      next.pass(Duration.ofMinutes(2));
      assertEquals("two", next.heard.next().instance());
      assertEquals(2, next.active().size());
    }
  }

  @Test
  void threeFailedProbesFireAndOneDoesNotEndIt() throws Exception {
    probed(0, "up");
    probed(1, "failing");
    probed(2, "failing");
    assertEquals(List.of(), hub.active());
    probed(3, "unresponsive");
    assertEquals("3 probes failed in a row: refused", hub.only().summary());
    probed(1, "failing");
    assertEquals(1, hub.active().size());
    probed(0, "up");
    assertEquals(List.of(), hub.active());
  }

  private void probed(int failures, String state) throws Exception {
    hub.append(
        hub.row(Table.REPORTS, "weather")
            .set("server_id", "probe:weather")
            .set("state", state)
            .set("reason", "refused")
            .set(
                "attributes",
                "{\"interval_seconds\":20.0,\"probe\":{\"failures\":" + failures + "}}"));
    hub.pass(Duration.ofSeconds(15));
  }

  private void reports(String instance, String state, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      hub.report(instance, state, EVERY_15_S);
      if (i < count - 1) {
        hub.pass(Duration.ofSeconds(15));
      }
    }
  }

  private void exported(String instance, String state) throws Exception {
    hub.append(
        hub.row(Table.POINTS, "weather")
            .set("instance", instance)
            .set("metric", "mcp.server.state")
            .set("value", (Double) 1.0)
            .set("attributes", "{\"mcp.server.state\":\"" + state + "\"}"));
  }
}
