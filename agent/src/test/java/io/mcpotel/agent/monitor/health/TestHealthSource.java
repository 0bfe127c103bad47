// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.monitor.ToolStats;
import io.mcpotel.agent.monitor.WindowStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server that is as a test says. */
public final class TestHealthSource implements HealthSource {

  private final List<Consumer<ServerHealth>> listeners = new CopyOnWriteArrayList<>();
  private volatile ServerHealth now = of(ServerState.UP, "3 requests in the last minute");

  /** How a server is at this moment. */
  public static ServerHealth of(ServerState state, String reason) {
    return at(System.currentTimeMillis(), state, reason);
  }

  /** A server that the application has made, and nobody has asked. */
  public static ServerHealth waiting() {
    return at(System.currentTimeMillis(), ServerState.STARTING, "nothing was asked yet", 5);
  }

  /** How a server was at a moment. */
  public static ServerHealth at(long epochMillis, ServerState state, String reason) {
    return at(epochMillis, state, reason, state == ServerState.STARTING ? -1 : 5);
  }

  private static ServerHealth at(long epochMillis, ServerState state, String reason, int tools) {
    return new ServerHealth(
        epochMillis,
        state,
        reason,
        1_700_000_000_000L,
        61_500_000_000L,
        40,
        2,
        new WindowStats(Duration.ofMinutes(1), 3, 1, 1_500_000, 2_000_000, 12_345_678),
        new WindowStats(Duration.ofMinutes(5), 0, 0, -1, -1, -1),
        new WindowStats(Duration.ofMinutes(10), 40, 2, 1_000, 2_000, 3_000),
        2,
        1,
        250_000_000L,
        -1,
        tools,
        List.of(new ToolStats("weather", 30, 1, 5_000_000, 6_000_000, 7_000_000)),
        List.of(
            new RuleStatus(RuleStatus.P95, true, 1_700_000_000_000L, "2.4s", "2s/10m", "slow"),
            new RuleStatus(RuleStatus.ERROR_RATE, false, -1, "0%", "5%/5m", "well")),
        "s \"1\"\n\u202e😀",
        null,
        List.of("2.1.0"),
        "hash");
  }

  /** How many want to hear. */
  public int listeners() {
    return listeners.size();
  }

  /** Tells all listeners that it is so now. */
  public void become(ServerState state, String reason) {
    become(of(state, reason));
  }

  /** Likewise. */
  public void become(ServerHealth serverHealth) {
    now = serverHealth;
    listeners.forEach(listener -> listener.accept(now));
  }

  @Override
  public ServerHealth now() {
    return now;
  }

  @Override
  public void addListener(Consumer<ServerHealth> listener) {
    listeners.add(listener);
  }
}
