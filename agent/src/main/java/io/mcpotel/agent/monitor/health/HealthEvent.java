// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.monitor.ServerHealth;
import java.util.concurrent.TimeUnit;

/** The server is to be started again; this says why, and what it was doing. */
final class HealthEvent implements Event {

  private final ServerHealth serverHealth;
  private final String threads;

  /**
   * What is left of it.
   *
   * @param threads what all of them do, or null where the JVM does not say
   */
  HealthEvent(ServerHealth serverHealth, String threads) {
    this.serverHealth = serverHealth;
    this.threads = threads;
  }

  @Override
  public String name() {
    return "mcp.health";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public long epochNanos() {
    return TimeUnit.MILLISECONDS.toNanos(serverHealth.epochMillis());
  }

  @Override
  public String body() {
    return "the server is " + serverHealth.state().word() + ": " + serverHealth.reason();
  }

  @Override
  public void describe(Fields fields) {
    fields.put("mcp.role", Session.SERVER);
    fields.put("mcp.server.state", serverHealth.state().word());
    fields.put("mcp.server.name", serverHealth.serverName());
    fields.put("mcp.server.version", serverHealth.serverVersion());
    fields.put("code.stacktrace", threads);
  }
}
