// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LinkView;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In Spring Boot applications with an OpenTelemetry SDK of their own: all through that one. */
@Tag("matrix")
class SpringTelemetryIT {

  private static final String OURS = "io.mcpotel.agent";
  private static final String SHOP = "shop-";
  private static final String CALL = "tools/call look";
  private static final String REQUEST_ID = "jsonrpc.request.id";
  private static final String CLIENT_SPANS = "otel.instrumentation.mcp.client-spans";

  /** How far the clocks of two processes may be apart. */
  private static final long CLOCKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final OtlpReceiver RECEIVER = OtlpReceiver.start();
  private static final Map<SpringTelemetry, AppProcess> SERVERS =
      new EnumMap<>(SpringTelemetry.class);

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(AppProcess::close);
    RECEIVER.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void serverSpansAreInTheTracesOfTheApplication(SpringTelemetry kind) {
    AppProcess server = server(kind);
    try (RawHttp peer = new RawHttp(server.port())) {
      peer.initialize();
      Map<String, Object> look = Map.of("name", "look", "arguments", Map.of());
      Map<String, Object> alone = peer.requestAsIs("tools/call", look);
      Call call = peer.request("tools/call", look);

      SpanView below = received(kind, alone.get("id"));
      SpanView around = spanWithId(below.parentSpanId());
      assertIsHttp(around);
      assertEquals(List.of(), below.links());

      SpanView linking = received(kind, call.id());
      assertEquals(call.parent().traceId(), linking.traceId());
      assertEquals(call.parent().spanId(), linking.parentSpanId());
      LinkView link = linking.links().get(0);
      assertEquals(1, linking.links().size());
      assertIsHttp(spanWithId(link.spanId()));
      assertNotEquals(call.parent().traceId(), link.traceId());

      assertToolIsInside(kind, below, new Call(alone.get("id"), null, alone));
      assertToolIsInside(kind, linking, call);
      assertEquals(kind.hasMicrometer() ? 4 : 3, collector().trace(call.parent().traceId()).size());
      Stream.of(below, linking).forEach(span -> assertEquals(around.resource(), span.resource()));
      LogView record = collector().awaitRecord(linking);
      assertEquals(linking.traceId(), record.traceId());
      assertEquals(service(kind, "server"), record.resource().get("service.name"));
    }
    assertMeasured(kind, "server", service(kind, "server"));
    assertEquals(
        List.of("initialize", CALL, CALL),
        names(
            inOrder(
                sent(service(kind, "server"), "SERVER")
                    .filter(SpringTelemetryIT::isOfRawPeer)
                    .filter(span -> span.attributes().containsKey(REQUEST_ID)))));
    assertSaid(kind, server);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"BOOT_4", "BRIDGE"})
  void nothingIsLostThatIsSentBeforeTheApplicationHasItsSdk(SpringTelemetry kind) {
    String service = run(kind, "client", Map.of());

    SpanView tool = tool(service);
    SpanView call = only(service, "CLIENT", CALL);
    assertEquals(tool.spanId(), call.parentSpanId());
    assertEquals(tool.resource(), call.resource());
    assertEquals(call.spanId(), receivedIn(tool.traceId()).parentSpanId());
    assertFalse(tool.attributes().containsKey("mcp.method.name"), tool::toString);
    assertMeasured(kind, "client", service);

    List<SpanView> requests = requests(service);
    List<SpanView> received = sessionOf(kind, call);
    assertEquals(names(received), names(requests));
    assertEquals("initialize", requests.get(0).name());
    // So it was sent while there was no SDK yet, and thus no span to name.
    assertNotEquals(received.get(0).traceId(), requests.get(0).traceId());
    for (int i = 0; i < requests.size(); i++) {
      assertAround(requests.get(i), received.get(i));
      assertEquals(tool.resource(), requests.get(i).resource());
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"BOOT_4", "BRIDGE"})
  void toolSpanOfTheFrameworkCanStandForOurs(SpringTelemetry kind) {
    String service = run(kind, "enriched", Map.of(CLIENT_SPANS, "enrich"));

    SpanView tool = tool(service);
    SpanView received = receivedIn(tool.traceId());
    assertEquals(tool.spanId(), received.parentSpanId());
    assertNotEquals(OURS, tool.scopeName());
    for (String key :
        List.of(
            "mcp.method.name",
            "mcp.session.id",
            "mcp.protocol.version",
            REQUEST_ID,
            "gen_ai.tool.name",
            "network.transport")) {
      assertEquals(received.attributes().get(key), tool.attributes().get(key), key);
    }
    assertEquals("tools/call", tool.attributes().get("mcp.method.name"));
    assertEquals("127.0.0.1", tool.attributes().get("server.address"));
    assertEquals("look", tool.attributes().get("spring.ai.tool.definition.name"));
    List<String> requests = names(requests(service));
    assertFalse(requests.contains(CALL), requests::toString);
    assertTrue(requests.contains("initialize"), requests::toString);
    assertMeasured(kind, "client", service);
  }

  private static synchronized AppProcess server(SpringTelemetry kind) {
    return SERVERS.computeIfAbsent(
        kind, server -> server.server(service(server, "server"), RECEIVER).start());
  }

  /** Runs a client to its end and returns the name of its service. */
  private static String run(SpringTelemetry kind, String role, Map<String, String> properties) {
    String service = service(kind, role);
    App app = kind.client(service, RECEIVER, server(kind).port()).properties(properties);
    try (AppProcess client = app.start()) {
      assertEquals(0, client.awaitExit(AppProcess.PATIENCE), () -> client.stderr().toString());
      assertTrue(client.stdout().toString().contains("ToolResponse["), client.stdout()::toString);
      assertSaid(kind, client);
    }
    return service;
  }

  private static String service(SpringTelemetry kind, String role) {
    return SHOP + kind + "-" + role;
  }

  private static void assertSaid(SpringTelemetry kind, AppProcess process) {
    List<String> lines = process.agentLines();
    assertEquals(kind.hasMicrometer() ? 3 : 1, lines.size(), lines::toString);
    assertEquals(
        1,
        lines.stream()
            .filter(line -> line.contains("through the application's OpenTelemetry SDK"))
            .count(),
        lines::toString);
    assertEquals(
        kind.hasMicrometer(),
        lines.stream().anyMatch(line -> line.contains("exports no metrics")),
        lines::toString);
    assertEquals(
        kind.hasMicrometer(),
        lines.stream().anyMatch(line -> line.contains("exports no log records")),
        lines::toString);
    assertFalse(process.stdout().toString().contains("[mcp-otel-agent]"));
  }

  /** The span of this request of the raw peer's. */
  private static SpanView received(SpringTelemetry kind, Object id) {
    SpanView span =
        collector()
            .awaitSpan(
                candidate ->
                    isOf(service(kind, "server"), candidate)
                        && candidate.kind().equals("SERVER")
                        && isOfRawPeer(candidate)
                        && String.valueOf(id).equals(candidate.attributes().get(REQUEST_ID)));
    assertEquals(CALL, span.name());
    assertEquals(OURS, span.scopeName());
    return span;
  }

  private static boolean isOfRawPeer(SpanView span) {
    return RawPeer.NAME.equals(span.attributes().get("mcp.client.name"));
  }

  private static void assertIsHttp(SpanView span) {
    assertEquals("SERVER", span.kind());
    assertNotEquals(OURS, span.scopeName());
  }

  /** The function's span, which is current in the function, and what the application traces. */
  private static void assertToolIsInside(SpringTelemetry kind, SpanView received, Call call) {
    SpanView function = below(received, "execute_tool look");
    assertEquals(OURS, function.scopeName());
    assertEquals(function.spanId(), call.text().replace("\"", ""));
    assertEquals("application", below(function, "traced").scopeName());
    if (kind.hasMicrometer()) {
      below(function, "observed");
    }
  }

  private static SpanView below(SpanView parent, String name) {
    SpanView span =
        collector()
            .awaitSpan(
                candidate ->
                    candidate.traceId().equals(parent.traceId()) && candidate.name().equals(name));
    assertEquals(parent.spanId(), span.parentSpanId(), name);
    assertEquals(parent.resource(), span.resource());
    return span;
  }

  private static void assertMeasured(SpringTelemetry kind, String side, String service) {
    MetricView measured =
        collector()
            .awaitMetric(
                point ->
                    point.name().equals("mcp." + side + ".operation.duration")
                        && service.equals(point.resource().get("service.name"))
                        && "look".equals(point.attributes().get("gen_ai.tool.name")));
    assertEquals(
        kind.hasMicrometer() ? null : "opentelemetry-spring-boot-starter",
        measured.resource().get("telemetry.distro.name"));
    // Nothing went out under a name that the agent has made up.
    assertEquals(
        List.of(),
        collector().metrics().stream()
            .filter(point -> point.name().startsWith("mcp."))
            .map(point -> String.valueOf(point.resource().get("service.name")))
            .filter(name -> !name.startsWith(SHOP))
            .toList());
  }

  /** The span of Spring AI's for the call. */
  private static SpanView tool(String service) {
    return collector()
        .awaitSpan(
            span ->
                isOf(service, span)
                    && span.attributes().containsKey("spring.ai.tool.definition.name"));
  }

  private static SpanView receivedIn(String traceId) {
    return collector()
        .awaitSpan(
            span ->
                span.traceId().equals(traceId)
                    && span.kind().equals("SERVER")
                    && span.name().equals(CALL));
  }

  private static SpanView only(String service, String kind, String name) {
    List<SpanView> spans = sent(service, kind).filter(span -> span.name().equals(name)).toList();
    assertEquals(1, spans.size(), spans::toString);
    return spans.get(0);
  }

  /** What a client that has ended has sent, in order. */
  private static List<SpanView> requests(String service) {
    return inOrder(sent(service, "CLIENT"));
  }

  /** What the server got in the session of this call. */
  private static List<SpanView> sessionOf(SpringTelemetry kind, SpanView call) {
    Object session = call.attributes().get("mcp.session.id");
    return inOrder(
        sent(service(kind, "server"), "SERVER")
            .filter(span -> session.equals(span.attributes().get("mcp.session.id"))));
  }

  private static Stream<SpanView> sent(String service, String kind) {
    return collector().spans().stream()
        .filter(span -> isOf(service, span) && span.kind().equals(kind))
        .filter(span -> span.scopeName().equals(OURS));
  }

  private static boolean isOf(String service, SpanView span) {
    return service.equals(span.resource().get("service.name"));
  }

  private static List<SpanView> inOrder(Stream<SpanView> spans) {
    return spans.sorted(Comparator.comparingLong(SpanView::startNanos)).toList();
  }

  private static List<String> names(List<SpanView> spans) {
    return spans.stream().map(SpanView::name).toList();
  }

  private static SpanView spanWithId(String id) {
    return collector().awaitSpan(span -> span.spanId().equals(id));
  }

  /** It was sent before it was received, and answered after that. */
  private static void assertAround(SpanView sent, SpanView received) {
    assertTrue(sent.startNanos() < sent.endNanos(), sent::toString);
    assertTrue(sent.startNanos() < received.startNanos() + CLOCKS_NANOS, sent::toString);
    assertTrue(received.startNanos() < sent.endNanos() + CLOCKS_NANOS, sent::toString);
  }

  private static Collector collector() {
    return Collector.of(RECEIVER);
  }
}
