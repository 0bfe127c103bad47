// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.CatalogEvent;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.event.StuckEvent;
import io.mcpotel.agent.core.event.TransportEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

/** Counts what should not happen, in the application and in the agent. */
final class EventCounters {

  private static final String UNKNOWN_METHOD = "unknown_method";
  private static final String UNKNOWN_TOOL = "unknown_tool";
  private static final String INVALID_ARGUMENTS = "invalid_arguments";

  private final MetricAttributes attributes;
  private final LongCounter rejected;
  private final LongCounter stuck;
  private final LongCounter clientTransport;
  private final LongCounter serverTransport;
  private final LongCounter clientCatalog;
  private final LongCounter serverCatalog;
  private final LongCounter redactions;

  EventCounters(Meter meter, MetricAttributes attributes) {
    this.attributes = attributes;
    rejected =
        meter
            .counterBuilder("mcp.server.rejected")
            .setUnit("{message}")
            .setDescription("Messages that were rejected, and requests that made no sense.")
            .build();
    stuck =
        meter
            .counterBuilder("mcp.server.stuck_requests")
            .setUnit("{request}")
            .setDescription("Requests that have waited for their answer for too long.")
            .build();
    clientTransport = transport(meter, "mcp.client.transport.failures");
    serverTransport = transport(meter, "mcp.server.transport.failures");
    clientCatalog =
        catalog(meter, "mcp.client.catalog.changes", "Changes of the tools that servers offer.");
    serverCatalog =
        catalog(meter, "mcp.server.catalog.changes", "Changes of the tools that are registered.");
    redactions =
        meter
            .counterBuilder("mcp.redactions")
            .setUnit("{redaction}")
            .setDescription("Secrets that were taken out of what is exported.")
            .build();
    meter
        .counterBuilder("mcp.agent.dropped")
        .setUnit("{item}")
        .setDescription("Spans, log records and exports of metrics that the agent has lost.")
        .buildWithCallback(
            counter ->
                Health.drops(
                    (loss, count) ->
                        counter.record(
                            count,
                            Attributes.of(
                                Keys.SIGNAL, loss.signal(), Keys.REASON, loss.reason()))));
    meter
        .counterBuilder("mcp.agent.errors")
        .setUnit("{error}")
        .setDescription("Failures of the agent's own, which the application was kept from.")
        .buildWithCallback(
            counter ->
                Health.failures(
                    (doing, count) -> counter.record(count, Attributes.of(Keys.REASON, doing))));
  }

  private static LongCounter catalog(Meter meter, String name, String description) {
    return meter.counterBuilder(name).setUnit("{change}").setDescription(description).build();
  }

  private static LongCounter transport(Meter meter, String name) {
    return meter
        .counterBuilder(name)
        .setUnit("{failure}")
        .setDescription("Transports that died while their session was in use.")
        .build();
  }

  void redacted(String rule) {
    redactions.add(1, Attributes.of(Keys.REDACTION_RULE, rule));
  }

  void onEvent(Event event) {
    if (event instanceof MessageEvent message) {
      String reason = message.rejectedByServer();
      if (reason != null) {
        rejected(reason);
      }
    } else if (event instanceof CatalogEvent catalog) {
      (catalog.isClient() ? clientCatalog : serverCatalog)
          .add(
              1,
              Attributes.of(
                  Keys.CATALOG_CHANGE,
                  catalog.change(),
                  Keys.TOOL,
                  attributes.tool(catalog.tool())));
    } else if (event instanceof StuckEvent request) {
      stuck.add(1, attributes.ofTool(request.operation()));
    } else if (event instanceof TransportEvent transport) {
      Session session = transport.session();
      (session.isClient() ? clientTransport : serverTransport)
          .add(
              1,
              Attributes.of(
                  Keys.NETWORK_TRANSPORT,
                  session.facts().wire().transport(),
                  Keys.REASON,
                  transport.reason()));
    }
  }

  /** Counts a request that the server answered without having done anything. */
  void ended(Operation operation, Outcome outcome) {
    if (!operation.isReceivedRequest() || operation.session().isClient()) {
      return;
    }
    String reason = reason(operation, outcome);
    if (reason != null) {
      rejected(reason);
    }
  }

  private static String reason(Operation operation, Outcome outcome) {
    if (Answer.UNKNOWN_METHOD.code().equals(outcome.statusCode())) {
      return UNKNOWN_METHOD;
    }
    if (operation.hasMalformedArguments()) {
      return INVALID_ARGUMENTS;
    }
    if (!Methods.TOOLS_CALL.equals(operation.method())
        || operation.handler().isCalled()
        || !operation.application().hasSeenHandlers()) {
      return null;
    }
    if (operation.answer().isUnknownTool()) {
      return UNKNOWN_TOOL;
    }
    return outcome.isCallersFault() || Outcome.TOOL_ERROR.equals(outcome.errorType())
        ? INVALID_ARGUMENTS
        : null;
  }

  private void rejected(String reason) {
    rejected.add(1, Attributes.of(Keys.REASON, reason));
  }
}
