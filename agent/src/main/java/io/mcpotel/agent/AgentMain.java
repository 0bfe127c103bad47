// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.HealthSettings;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.core.settings.SystemdUse;
import io.mcpotel.agent.destination.Standalone;
import io.mcpotel.agent.destination.TelemetryTargets;
import io.mcpotel.agent.doctor.PublishedStatus;
import io.mcpotel.agent.monitor.ServerMonitor;
import io.mcpotel.agent.monitor.alert.Alerts;
import io.mcpotel.agent.monitor.report.Reports;
import io.mcpotel.agent.record.RecordQueue;
import io.mcpotel.agent.record.Sinks;
import io.mcpotel.agent.standalone.ConsoleRedaction;
import io.mcpotel.agent.weave.FoundStacks;
import io.mcpotel.agent.weave.Weaver;
import io.mcpotel.bootstrap.Bridge;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;

/** Starts the agent proper, at the first MCP class of the JVM. */
public final class AgentMain {

  private AgentMain() {}

  /** Called by the root classes; the result weaves every MCP class from now on. */
  public static ClassFileTransformer start(String arguments, Instrumentation instrumentation) {
    Configuration configuration = Configuration.of(arguments);
    Settings settings = Settings.from(configuration);
    AgentLog.debug(settings.debug());
    AgentLog.redactWith(new ConsoleRedaction(configuration, settings.redaction()));
    RecordQueue records =
        new RecordQueue(
            Sinks.of(settings.recording()), task -> AgentThread.of("mcp-otel-agent-records", task));
    Standalone standalone = new Standalone(configuration, settings, records);
    TelemetryTargets targets = new TelemetryTargets(configuration, settings, standalone, records);
    Catalogs catalogs =
        new Catalogs(
            settings.catalogBaseline(), task -> AgentThread.of("mcp-otel-agent-catalog", task));
    ServerMonitor monitor =
        new ServerMonitor(settings, task -> AgentThread.run("mcp-otel-agent-monitor", task));
    Applications applications =
        new Applications(instrumentation, settings, targets, catalogs, monitor);
    SystemdOutlet.start(
        SystemdUse.from(configuration), settings.hasMetrics(), monitor, instrumentation);
    HealthOutlets.start(
        HealthSettings.from(configuration), settings.hasMetrics(), monitor, applications::record);
    Alerts alerts = AlertOutlet.start(configuration, settings, monitor, applications::record);
    FoundStacks found = new FoundStacks();
    StatusReport status =
        new StatusReport(arguments, System.currentTimeMillis(), found, targets, applications);
    Reports reports =
        Reports.start(
            configuration,
            settings.hasMetrics(),
            monitor,
            AgentVersion.get(),
            new ReportedFindings(status, configuration),
            task -> AgentThread.of("mcp-otel-agent-report", task));
    records.whenIdle(
        () -> {
          if (!applications.areBusy()) {
            standalone.sendBuffered();
          }
        });
    Bridge.connect(applications);
    Exit.onShutdown(applications, catalogs, targets, standalone, records, alerts, reports);
    AgentThread.run(
        "mcp-otel-agent-status", () -> PublishedStatus.publish(status, instrumentation));
    return new Weaver(targets::detected, found);
  }
}
