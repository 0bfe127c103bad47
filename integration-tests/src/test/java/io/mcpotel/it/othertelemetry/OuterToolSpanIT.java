// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.OpenTelemetryJavaagent;
import io.mcpotel.it.support.process.TelemetryApp;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose framework makes a span of each tool call already. */
@Tag("matrix")
class OuterToolSpanIT {

  private static final String CLIENT_SPANS = "otel.instrumentation.mcp.client-spans";

  @ParameterizedTest
  @ValueSource(strings = {"own", "api"})
  void enrichedSpanStandsForTheClients(String how) {
    try (Pair pair = new Pair(how, "enrich")) {
      SpanView byAttributes = pair.outer("by attributes");
      SpanView byName = pair.outer("execute_tool work");
      SpanView failed = pair.outer("of a failure");
      SpanView ofAnother = pair.outer("of another");

      for (SpanView outer : List.of(byAttributes, byName, failed)) {
        assertEquals("tools/call", outer.attributes().get("mcp.method.name"), pair.collector::tree);
        assertEquals("tcp", outer.attributes().get("network.transport"));
        assertEquals("telemetry", outer.attributes().get("mcp.server.name"));
        assertEquals("INTERNAL", outer.kind());
        assertEquals(List.of(), pair.sentWithin(outer));
        assertEquals(outer.spanId(), pair.receivedIn(outer).parentSpanId());
      }
      assertEquals("-32602", failed.attributes().get("error.type"));
      assertEquals("-32602", failed.attributes().get("rpc.response.status_code"));
      assertEquals("it failed", failed.statusMessage());
      assertEquals("UNSET", byName.statusCode());
      assertEquals(1, pair.sentWithin(ofAnother).size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "api"})
  void clientsSpanIsAChildOtherwise(String how) {
    try (Pair pair = new Pair(how, "child")) {
      for (String name : List.of("by attributes", "execute_tool work", "of another")) {
        SpanView outer = pair.outer(name);
        SpanView sent = pair.sentWithin(outer).get(0);
        assertNull(outer.attributes().get("mcp.method.name"));
        assertEquals(outer.spanId(), sent.parentSpanId(), pair.collector::tree);
        assertEquals(sent.spanId(), pair.receivedIn(outer).parentSpanId());
      }
    }
  }

  /** A client with an SDK of its own or the OpenTelemetry Java agent, and a server. */
  private static final class Pair implements AutoCloseable {
    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final Collector collector = Collector.of(receiver);
    private final AppProcess server;
    private final AppProcess client;

    Pair(String how, String clientSpans) {
      server =
          TelemetryApp.server(17, TelemetryApp.NEWEST, "streamable", "sync", "none")
              .exportingTo(receiver)
              .property("otel.instrumentation.mcp.telemetry", "standalone")
              .start();
      App app =
          TelemetryApp.app(17, TelemetryApp.NEWEST)
              .property("app.endpoint", receiver.endpoint())
              .property(CLIENT_SPANS, clientSpans)
              .main(
                  "io.mcpotel.it.telemetry.TelemetryClient",
                  "http://127.0.0.1:" + server.port(),
                  how);
      client =
          (how.equals("api")
                  ? OpenTelemetryJavaagent.beside(app, true, receiver)
                  : app.exportingTo(receiver))
              .start();
      client.stdout().await(0, line -> line.equals("DONE"), AppProcess.PATIENCE);
    }

    SpanView outer(String name) {
      return collector.awaitSpan(
          span -> span.name().equals(name) && span.scopeName().equals("the-application"));
    }

    /** What the client sent within that span; the server has received it by now. */
    List<SpanView> sentWithin(SpanView outer) {
      receivedIn(outer);
      outer("of a failure");
      return collector.trace(outer.traceId()).stream()
          .filter(span -> span.name().startsWith("tools/call") && span.kind().equals("CLIENT"))
          .toList();
    }

    SpanView receivedIn(SpanView outer) {
      return collector.awaitSpan(
          span ->
              span.traceId().equals(outer.traceId())
                  && span.kind().equals("SERVER")
                  && span.name().startsWith("tools/call"));
    }

    @Override
    public void close() {
      client.close();
      server.close();
      receiver.close();
    }
  }
}
