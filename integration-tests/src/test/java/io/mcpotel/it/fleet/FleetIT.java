// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.AlertmanagerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The hub's jar and a fleet of real agents, some of which fare badly. */
@Tag("matrix")
@Isolated("It looks at the clock")
class FleetIT {

  private static final String SLOW = "mcp_p95_latency_exceeds";
  private static final String SILENT = "mcp_server_unresponsive";
  private static final String CONFIG =
      """
      alerts: {every: 1s}
      alert_rules:
        - name: mcp_p95_latency_exceeds
          threshold: 300ms
          window: 15s
          min_requests: 5
          keep_firing_for: 1s
          action: everybody
        - name: mcp_server_unresponsive
          threshold: 3_consecutive_failures
          window: 1m
          action: auto_restart + everybody
      actions:
        everybody:
          webhook: "%s"
          slack: "%s"
          pagerduty: key
          pagerduty_url: "%s"
          alertmanager: "%s"
        auto_restart:
          command: ["/bin/sh", "-c", "echo $0 >> %s", "{instance}"]
          pause: 1h
      """;
  private static final String ALERTMANAGER =
      """
      route: {receiver: us, group_by: ["..."], group_wait: 0s, group_interval: 1s}
      receivers:
      - name: us
        webhook_configs: [{url: "%s", send_resolved: true}]
      """;

  private static final long PAUSE_NANOS = 200_000_000;

  @TempDir private Path folder;
  private HubServer hub;

  @Test
  void hubSaysWhatIsWrongWithWhomAndEverybodyHearsOfItAndOfItsEndOnce() throws Exception {
    Path end = folder.resolve("end");
    Path restarted = folder.resolve("restarted");
    try (AlertReceivers receivers = new AlertReceivers();
        AlertmanagerServer alertmanager =
            AlertmanagerServer.start(
                folder, ALERTMANAGER.formatted(receivers.url("alertmanager")));
        HubServer started =
            HubServer.start(
                folder,
                CONFIG.formatted(
                    receivers.url("webhook"),
                    receivers.url("slack"),
                    receivers.url("pagerduty"),
                    alertmanager.url(),
                    restarted));
        Fleet fleet = new Fleet(started, end)) {
      hub = started;
      await(said -> said.containsAll(Set.of("weather-1 is up", "weather-2 is up", "news-1 is up")));
      assertEquals(Set.of(), wrong(said()));

      fleet.planner().expect("start hung call [\"blackhole\"]");
      fleet.stranger().callTool("grow");
      Set<String> wrong =
          Set.of(
              "news-1 has a stuck request",
              "news-1 is unresponsive",
              SILENT + " fires for news-1",
              "weather differs in catalog",
              "weather-1 is slow",
              SLOW + " fires for weather-1");
      await(
          said -> {
            fleet.assistant().expect("call [\"slow\", {\"ms\": 500}]");
            return said.containsAll(wrong);
          });

      fleet.second().signal("KILL");
      await(
          said ->
              said.containsAll(
                  Set.of("weather-2 is unresponsive", SILENT + " fires for weather-2")));

      boolean hasBrowser = ConsoleVisit.isPossible();
      assertEquals(List.of(), hasBrowser ? ConsoleVisit.problems(hub) : List.of());

      await(said -> lines(restarted).containsAll(Set.of("news-1", "weather-2")));
      fleet.startSecondAgain();
      Files.createFile(end);
      await(said -> wrong(said).isEmpty());
      assertTrue(fleet.planner().awaitStarted("hung").contains("closed"));
      List<String> whole =
          Stream.of(
                  AlertReceivers.wholeStory(SLOW, "weather-1"),
                  AlertReceivers.wholeStory(SILENT, "news-1"),
                  AlertReceivers.wholeStory(SILENT, "weather-2"))
              .flatMap(story -> story)
              .sorted()
              .toList();
      await(said -> receivers.heard().containsAll(whole));

      fleet.first().terminate();
      await(said -> said.contains("weather-1 is gone"));
      assertEquals(whole, receivers.heard());
      assertEquals(2, lines(restarted).size());
      assertEquals(List.of(), hub.process().stderr().lines());
      for (AppProcess process : fleet.processes()) {
        assertEquals(1, process.agentLines().size(), process.stderr()::toString);
      }
      Assumptions.assumeTrue(
          hasBrowser, "Skipped the console: there is no node, npm or chromium on the PATH");
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(Predicate<Set<String>> wanted) {
    long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    while (!wanted.test(said())) {
      assertTrue(
          System.nanoTime() - deadline < 0, () -> "It says " + said() + hub.process().stderr());
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** What the hub's API says of the fleet, in sentences. */
  private Set<String> said() {
    Set<String> said = new TreeSet<>();
    for (Map<String, Object> server : hub.rows("servers", "servers")) {
      said.add(server.get("instance") + " is " + server.get("state"));
    }
    for (Map<String, Object> alert : hub.rows("alerts", "alerts")) {
      if (alert.get("state").equals("firing")) {
        said.add(alert.get("rule") + " fires for " + Json.object(alert, "labels").get("instance"));
      }
    }
    for (Map<String, Object> difference : hub.rows("differences", "differences")) {
      said.add(difference.get("service") + " differs in " + difference.get("what"));
    }
    for (Map<String, Object> event : hub.rows("events?type=stuck", "events")) {
      said.add(event.get("instance") + " has a stuck request");
    }
    return said;
  }

  /** What is wrong now; that something was stuck is for good. */
  private static Set<String> wrong(Set<String> said) {
    Set<String> wrong = new TreeSet<>(said);
    wrong.removeIf(
        one -> !one.matches(".* is (slow|failing|unresponsive|broken)|.* (fires|differs) .*"));
    return wrong;
  }
}
