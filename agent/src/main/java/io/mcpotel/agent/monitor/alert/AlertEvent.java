// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.Event;
import java.util.concurrent.TimeUnit;

/** A rule begins to fire, or is over. */
final class AlertEvent implements Event {

  private final Alert alert;

  AlertEvent(Alert alert) {
    this.alert = alert;
  }

  @Override
  public String name() {
    return "mcp.alert";
  }

  @Override
  public Severity severity() {
    return !alert.isFiring()
        ? Severity.INFO
        : alert.severity().equals("critical") ? Severity.ERROR : Severity.WARN;
  }

  @Override
  public long epochNanos() {
    return TimeUnit.MILLISECONDS.toNanos(
        alert.isFiring() ? alert.sinceMillis() : alert.endMillis());
  }

  @Override
  public String body() {
    return alert.title() + ": " + alert.summary();
  }

  @Override
  public void describe(Fields fields) {
    fields.put("mcp.role", Session.SERVER);
    fields.put("mcp.alert.rule", alert.rule());
    fields.put("mcp.alert.state", alert.state().word());
    fields.put("mcp.alert.value", alert.value());
    fields.put("mcp.alert.threshold", alert.limit());
    fields.put("mcp.alert.window", alert.window());
    fields.put("mcp.alert.since", Text.time(alert.sinceMillis()));
    fields.put("mcp.server.name", alert.server());
  }
}
