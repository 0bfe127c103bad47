// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.record.RecordQueue;
import io.mcpotel.agent.record.Sinks;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call does not pay for what is measured where that goes nowhere. */
class MetricsThatNobodyReadsTest {

  private static final String NO_OTHERS = "otel.traces.exporter=none,otel.logs.exporter=none,";

  @ParameterizedTest
  @CsvSource({
    "otel.metrics.exporter=none, false",
    "otel.sdk.disabled=true, false",
    "metrics=basic, false",
    "otel.metrics.exporter=console, true"
  })
  void whatHandlersUseIsCountedForWhoReadsIt(String property, boolean counted) {
    Configuration configuration = Configuration.of(NO_OTHERS + property);
    Settings settings = Settings.from(configuration);
    Application application = new Application(settings, LogContext.NONE);
    application.switchTo(
        new Standalone(
                configuration,
                settings,
                new RecordQueue(Sinks.of(settings.recording()), Thread::new))
            .telemetry());
    Operation operation =
        application.open(
            new OperationStart(
                Session.server("s", Wire.HTTP, true),
                Operation.Kind.SERVER,
                "tools/call",
                new Target(Target.Kind.TOOL, "echo"),
                false,
                1,
                null,
                null,
                Map.of()),
            null,
            null);

    assertEquals(counted, HandlerInvocation.begin(operation, false).usage() != null);
  }
}
