// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.vitals.health;

import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.vitals.Vitals;
import java.util.concurrent.TimeUnit;

/** The server is to be started again; this says why, and what it was doing. */
final class HealthEvent implements Event {

  private final Vitals vitals;
  private final String threads;

  /**
   * What is left of it.
   *
   * @param threads what all of them do, or null where the JVM does not say
   */
  HealthEvent(Vitals vitals, String threads) {
    this.vitals = vitals;
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
    return TimeUnit.MILLISECONDS.toNanos(vitals.epochMillis());
  }

  @Override
  public String body() {
    return "the server is " + vitals.state().word() + ": " + vitals.reason();
  }

  @Override
  public void describe(Fields fields) {
    fields.put("mcp.role", Session.SERVER);
    fields.put("mcp.server.state", vitals.state().word());
    fields.put("mcp.server.name", vitals.serverName());
    fields.put("mcp.server.version", vitals.serverVersion());
    fields.put("code.stacktrace", threads);
  }
}
