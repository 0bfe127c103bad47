// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ServerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What systemd hears of a server. */
class WatchdogNotifierTest {

  private static final SystemdUnit WATCHED =
      new SystemdUnit("/run/systemd/notify", 30_000_000_000L);
  private static final SystemdUnit UNWATCHED = new SystemdUnit("/run/systemd/notify", 0);

  private final List<String> heard = new ArrayList<>();
  private ServerHealth asked = of(ServerState.UP, "asked");
  private boolean takes = true;
  private long now;

  @Test
  void serverThatStartsLives() throws Exception {
    WatchdogNotifier healthSource = healthSource(WATCHED, false);
    healthSource.send();
    healthSource.send();

    assertEquals(List.of("WATCHDOG=1|STATUS=starting", "WATCHDOG=1"), heard);
  }

  @Test
  void serverThatIsSlowOrIdleLives() throws Exception {
    WatchdogNotifier healthSource = healthSource(WATCHED, false);
    healthSource.accept(of(ServerState.SLOW, "p95 is 3s"));
    healthSource.send();
    healthSource.accept(of(ServerState.IDLE, "nothing asked for 5m"));
    healthSource.send();

    assertEquals(
        List.of(
            "WATCHDOG=1|STATUS=slow: p95 is 3s", "WATCHDOG=1|STATUS=idle: nothing asked for 5m"),
        heard);
  }

  @Test
  void hungOrBrokenServerGivesNoSignOfLifeUntilItIsWell() throws Exception {
    WatchdogNotifier healthSource = healthSource(WATCHED, false);
    healthSource.accept(of(ServerState.UNRESPONSIVE, "3 wait"));
    healthSource.send();
    healthSource.send();
    healthSource.accept(of(ServerState.BROKEN, "deadlock"));
    healthSource.send();
    healthSource.accept(of(ServerState.UP, ""));
    healthSource.send();

    assertEquals(
        List.of("STATUS=unresponsive: 3 wait", "STATUS=broken: deadlock", "WATCHDOG=1|STATUS=up"),
        heard);
  }

  @Test
  void readyIsToldOnceAndOnlyWhenThereIsAServer() throws Exception {
    WatchdogNotifier healthSource = healthSource(UNWATCHED, true);
    healthSource.send();
    healthSource.accept(of(ServerState.STARTING, "no client yet"));
    healthSource.send();
    healthSource.accept(of(ServerState.UP, "2 requests"));
    healthSource.send();

    assertEquals(
        List.of(
            "STATUS=starting", "READY=1|STATUS=starting: no client yet", "STATUS=up: 2 requests"),
        heard);
  }

  @Test
  void whatDoesNotGetThroughIsToldAgain() throws Exception {
    WatchdogNotifier healthSource = healthSource(UNWATCHED, true);
    healthSource.accept(of(ServerState.UP, "2 requests"));
    takes = false;
    healthSource.send();
    takes = true;
    healthSource.send();
    healthSource.send();

    assertEquals(List.of("READY=1|STATUS=up: 2 requests", "READY=1|STATUS=up: 2 requests"), heard);
  }

  @Test
  void statusIsOneLineThatNobodyCanAddTo() throws Exception {
    WatchdogNotifier healthSource = healthSource(UNWATCHED, false);
    healthSource.accept(
        of(ServerState.UP, "tool a\nSTOPPING=1\u0000\u001b[31m " + "x".repeat(9_000)));
    healthSource.send();

    String status = heard.get(0);
    assertTrue(status.startsWith("STATUS=up: tool a\\nSTOPPING=1\\u0000\\u001b[31m xxx"), status);
    assertTrue(status.length() <= 520, status);
  }

  @Test
  void serverIsLookedAtWhereTheThreadThatShouldTellOfItIsGone() throws Exception {
    WatchdogNotifier healthSource = healthSource(WATCHED, false);
    healthSource.accept(of(ServerState.UP, "heard"));
    healthSource.send();
    now += Duration.ofSeconds(60).toNanos();
    asked = of(ServerState.BROKEN, "asked");
    healthSource.send();

    assertEquals(List.of("WATCHDOG=1|STATUS=up: heard", "STATUS=broken: asked"), heard);

    asked = null;
    assertThrows(IllegalStateException.class, healthSource::send, "nobody knows how it is");
    assertEquals(2, heard.size());
  }

  @Test
  void jvmThatEndsSaysSo() throws Exception {
    WatchdogNotifier healthSource = healthSource(WATCHED, true);
    healthSource.accept(of(ServerState.UP, ""));
    healthSource.send();
    healthSource.end();
    healthSource.accept(of(ServerState.IDLE, ""));
    healthSource.send();

    assertEquals(
        List.of("READY=1|WATCHDOG=1|STATUS=up", "STOPPING=1|STATUS=ending", "WATCHDOG=1"), heard);
  }

  private WatchdogNotifier healthSource(SystemdUnit unit, boolean tellsReady) {
    HealthSource model =
        new HealthSource() {
          @Override
          public ServerHealth now() {
            if (asked == null) {
              throw new IllegalStateException();
            }
            return asked;
          }

          @Override
          public void addListener(Consumer<ServerHealth> listener) {}
        };
    return new WatchdogNotifier(
        unit,
        tellsReady,
        model,
        (message, millis) -> {
          heard.add(message.replace('\n', '|'));
          return takes;
        },
        () -> now);
  }

  private static ServerHealth of(ServerState state, String reason) {
    return new ServerHealth(
        0, state, reason, 0, 0, 0, 0, null, null, null, 0, 0, -1, -1, 0, List.of(), List.of(), null,
        null, List.of(), null);
  }
}
