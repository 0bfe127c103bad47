// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.Configuration;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.core.Settings;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.telemetry.OpenTelemetryWriter;
import io.mcpotel.agent.telemetry.StandaloneSdk;
import io.mcpotel.agent.weave.Weaver;
import io.mcpotel.bootstrap.Bridge;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.CompletableFuture;

/** Starts the agent proper, at the first MCP class of the JVM. */
public final class AgentMain {

  private AgentMain() {}

  /** Called by the root classes; the result weaves every MCP class from now on. */
  public static ClassFileTransformer start(String arguments, Instrumentation instrumentation) {
    Configuration configuration = Configuration.of(arguments);
    Settings settings = Settings.from(configuration);
    Problems.debug(settings.debug());
    CompletableFuture<StandaloneSdk> sdk = new CompletableFuture<>();
    CompletableFuture<Telemetry> telemetry = new CompletableFuture<>();
    Applications applications = new Applications(instrumentation, settings, telemetry);
    Bridge.connect(applications);
    Exit.onShutdown(applications, sdk);
    // Not before: an SDK that is left alone has nothing to export.
    return new Weaver(
        sdkVersion -> {
          sdk.thenAccept(started -> Problems.line(Greeting.of(sdkVersion, started, settings)));
          AgentThread.run(
              "mcp-otel-agent-start", () -> startSdk(configuration, settings, sdk, telemetry));
        });
  }

  private static void startSdk(
      Configuration configuration,
      Settings settings,
      CompletableFuture<StandaloneSdk> sdk,
      CompletableFuture<Telemetry> telemetry) {
    try {
      StandaloneSdk started = StandaloneSdk.start(configuration);
      sdk.complete(started);
      telemetry.complete(
          new OpenTelemetryWriter(
              started.openTelemetry(), settings, version(), new Flusher(started::flush)));
    } catch (Throwable t) {
      telemetry.completeExceptionally(t);
    }
  }

  static String version() {
    String version = Bridge.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
