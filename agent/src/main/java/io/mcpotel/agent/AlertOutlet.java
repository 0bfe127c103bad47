// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.AlertSettings;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.Identity;
import io.mcpotel.agent.monitor.alert.Alerts;
import io.mcpotel.agent.monitor.alert.Source;
import java.util.function.Consumer;

/** Has those told who want to hear when something is wrong. */
final class AlertOutlet {

  private AlertOutlet() {}

  /**
   * Starts it, where there is a record or a webhook to write to.
   *
   * @param record takes what is put on record
   */
  static Alerts start(
      Configuration configuration,
      Settings settings,
      HealthSource serverHealth,
      Consumer<Event> record) {
    try {
      AlertSettings alerts = AlertSettings.from(configuration);
      if (!settings.hasMetrics() && !alerts.webhooks().isEmpty()) {
        AgentLog.line("alerts are off with mode=propagation.");
      } else if (settings.recording().isOn() || !alerts.webhooks().isEmpty()) {
        return Alerts.start(
            alerts,
            () -> source(configuration),
            serverHealth,
            record,
            task -> AgentThread.run("mcp-otel-agent-alerts", task));
      }
    } catch (Throwable t) {
      AgentLog.report("starting the alerts", t);
    }
    return Alerts.NONE;
  }

  private static Source source(Configuration configuration) {
    Identity identity = Identity.of(configuration, null, AgentVersion.get());
    return new Source(identity.nameOfService(), identity.nameOfInstance());
  }
}
