// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.Records;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A peer that makes up names makes no metric grow, whichever side it is on. */
class MadeUpNamesTest {

  private static final int NAMES = 100_000;
  private static final int MOST = 500;

  private final LastExport export = new LastExport();
  private final Settings settings = Settings.from(Configuration.of(""));
  private final Application application = new Application(settings, LogContext.NONE);

  /** How many series there are of each metric. */
  private Map<String, Integer> measured(Runnable what) {
    Metrics metrics = McpMetrics.of(export.meters(), "1", settings.measuring());
    application.switchTo(
        OpenTelemetryWriter.alone(
            TracerProvider.noop(),
            ContextPropagators.noop(),
            settings,
            "1",
            new Outlets(metrics, Records.NONE, () -> {})));
    what.run();
    return export.end().values().stream()
        .collect(
            Collectors.toMap(MetricData::getName, metric -> metric.getData().getPoints().size()));
  }

  private void call(Session session, Operation.Kind kind, String method, String tool) {
    call(session, kind, method, tool, Answer.RESULT);
  }

  private void call(
      Session session, Operation.Kind kind, String method, String tool, Answer answer) {
    Operation operation =
        application.open(
            new OperationStart(
                session,
                kind,
                method,
                tool == null ? Target.NONE : new Target(Target.Kind.TOOL, tool),
                false,
                1,
                null,
                null,
                Map.of()),
            null,
            null);
    operation.sizes().setRequest(10);
    operation.answered(answer);
    operation.sizes().setResultTokens(1);
    operation.sizes().setResponse(10);
    operation.completed();
  }

  @Test
  void toolsOfAServer() {
    Session session = Session.server("s", Wire.HTTP, true);
    Map<String, Integer> all =
        measured(
            () -> {
              for (int i = 0; i < NAMES; i++) {
                call(session, Operation.Kind.SERVER, Methods.TOOLS_CALL, "tool-" + i);
              }
            });

    assertEquals(MOST + 1, all.get("mcp.server.operation.duration"));
    assertEquals(MOST + 1, all.get("mcp.server.result.tokens"));
    assertEquals(2 * (MOST + 1), all.get("mcp.server.message.size"));
  }

  @Test
  void methodsOfAServer() {
    Session session = Session.server("s", Wire.HTTP, true);
    Map<String, Integer> all =
        measured(
            () -> {
              for (int i = 0; i < NAMES; i++) {
                call(session, Operation.Kind.SERVER, "made/up-" + i, null);
              }
            });

    assertEquals(MOST + 1, all.get("mcp.server.operation.duration"));
  }

  @Test
  void errorCodesOfAServer() {
    Session session = Session.client(Wire.HTTP, true);
    Map<String, Integer> all =
        measured(
            () -> {
              for (int i = 0; i < NAMES; i++) {
                Answer answer = Answer.error(i, "made up");
                call(session, Operation.Kind.CLIENT, Methods.TOOLS_LIST, null, answer);
              }
              for (int code : List.of(-32700, -32603, -32002, -32042)) {
                Answer answer = Answer.error(code, "specified");
                call(session, Operation.Kind.CLIENT, Methods.TOOLS_LIST, null, answer);
              }
            });

    assertEquals(20 + 1 + 4, all.get("mcp.client.operation.duration"));
  }

  @Test
  void protocolVersionsOfAServer() {
    Map<String, Integer> all =
        measured(
            () -> {
              for (int i = 0; i < NAMES; i++) {
                Session session = Session.client(Wire.HTTP, true);
                session.negotiated("version-" + i, null);
                call(session, Operation.Kind.CLIENT, "ping", null);
              }
            });

    assertEquals(20 + 1, all.get("mcp.client.operation.duration"));
  }

  @Test
  void clientsOfAServer() {
    List<Object> open = new ArrayList<>();
    Map<String, Integer> all =
        measured(
            () -> {
              for (int i = 0; i < NAMES; i++) {
                Object sdkSession = new Object();
                open.add(sdkSession);
                Session session =
                    application
                        .sessions()
                        .computeIfAbsent(sdkSession, () -> Session.server("s", Wire.HTTP, true));
                session.clientIs(new Peer("client-" + i, "1", List.of()));
              }
            });

    assertEquals(MOST + 1, all.get("mcp.server.active_sessions"));
    assertEquals(NAMES, open.size());
  }
}
