// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.hub.alert.Alert.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears of an alert, how often, and after the hub was started again. */
class TellingTest {

  @TempDir Path folder;
  private Watched hub;

  @BeforeEach
  void start() throws Exception {
    hub = new Watched(folder, RulesTest.rule("{name: mcp_error_rate_spike, action: tell}"));
  }

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void aHubThatWasStartedAgainTellsNothingTwiceAndTellsOfTheEnd() throws Exception {
    hub.calls(100, 50);
    hub.look();
    Alert firing = hub.heard.next();
    try (Watched next = hub.restarted()) {
      next.look();
      assertEquals(firing.since(), next.only().since());
      assertEquals(0, next.heard.waiting());

      next.pass(Duration.ofMinutes(6));
      Alert resolved = next.heard.next();
      assertEquals(State.RESOLVED, resolved.state());
      assertEquals(firing.since(), resolved.since());
      assertEquals(0, next.heard.waiting());
    }
  }

  @Test
  void whatWasNotToldBeforeTheHubEndedIsToldByTheNext() throws Exception {
    hub.heard.deaf(true);
    hub.calls(100, 50);
    hub.alerts.look();
    try (Watched next = hub.restarted()) {
      next.look();
      assertEquals(State.FIRING, next.heard.next().state());
      assertEquals(0, next.heard.waiting());
    }
  }

  @Test
  void whoDidNotAnswerIsTriedAgain() throws Exception {
    hub.heard.deaf(true);
    hub.calls(100, 50);
    hub.alerts.look();
    hub.heard.deaf(false);
    assertEquals(State.FIRING, hub.heard.next().state());
  }

  @Test
  void whatGoesOnIsToldAgainAfterFourHours() throws Exception {
    for (int minutes = 0; minutes < 4 * 60 + 5; minutes += 5) {
      hub.calls(100, 50);
      hub.clock.pass(Duration.ofMinutes(5));
      hub.look();
    }
    assertEquals(State.FIRING, hub.heard.next().state());
    assertEquals(State.FIRING, hub.heard.next().state());
    assertEquals(0, hub.heard.waiting());
  }

  @Test
  void whatIsSilencedTellsNobodyUntilTheSilenceEnds() throws Exception {
    hub.alerts.memory().add(silence(Map.of("service", "wea*")));
    hub.calls(100, 50);
    hub.look();
    assertEquals(State.FIRING, hub.only().state());
    assertEquals(0, hub.heard.waiting());

    hub.clock.pass(Duration.ofMinutes(11));
    hub.calls(100, 50);
    hub.look();
    assertEquals(State.FIRING, hub.heard.next().state());
  }

  @Test
  void aSilenceOfSomethingElseSilencesNothingAndOneOutlivesTheHub() throws Exception {
    hub.alerts.memory().add(silence(Map.of("service", "news")));
    hub.calls(100, 50);
    hub.look();
    assertEquals(State.FIRING, hub.heard.next().state());
    try (Watched next = hub.restarted()) {
      assertEquals(1, next.alerts.memory().silences(next.clock.instant()).size());
    }
  }

  @Test
  void whoHeardOfItHearsOfItsEndInSpiteOfASilence() throws Exception {
    hub.calls(100, 50);
    hub.look();
    assertEquals(State.FIRING, hub.heard.next().state());
    hub.alerts.memory().add(silence(Map.of()));
    hub.pass(Duration.ofMinutes(6));
    assertEquals(State.RESOLVED, hub.heard.next().state());
  }

  @Test
  void anAlertOfARuleThatThereIsNoMoreIsOver() throws Exception {
    hub.calls(100, 50);
    hub.look();
    hub.close();
    try (Watched next = new Watched(folder, RulesTest.rule("{name: other, kind: p95}"))) {
      next.look();
      assertEquals(List.of(), next.active());
    }
  }

  @Test
  void aFileThatCannotBeReadIsPutAside() throws Exception {
    hub.close();
    Files.writeString(folder.resolve("alerts.json"), "{\"alerts\": [");
    try (Watched next = hub.restarted()) {
      next.calls(100, 50);
      next.look();
      assertEquals(State.FIRING, next.heard.next().state());
    }
    assertEquals("{\"alerts\": [", Files.readString(folder.resolve("alerts.json.unreadable")));
  }

  private Silence silence(Map<String, String> match) {
    return new Silence(
        "id",
        match.isEmpty() ? "mcp_error_rate_spike" : null,
        match,
        hub.clock.instant(),
        hub.clock.instant().plus(Duration.ofMinutes(10)),
        "maintenance",
        "ops");
  }
}
