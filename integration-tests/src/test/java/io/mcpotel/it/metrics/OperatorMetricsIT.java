// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Cases;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator asks of a server beyond how long its operations take. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class OperatorMetricsIT {

  private static final int MEGABYTES_16 = 16 << 20;
  private static final String TOOL = "gen_ai.tool.name";
  private static final String METHOD = "mcp.method.name";

  private static TestServer server;

  @Parameter ServerKind kind;

  static Stream<ServerKind> servers() {
    return Stream.concat(
        Cases.first(
            2,
            Stream.of(
                ServerKind.STDIO,
                ServerKind.STREAMABLE,
                new ServerKind("streamable", "async", 25),
                new ServerKind("stateless", "sync", 17),
                new ServerKind("sse", "async", 17))),
        Release.olderTested()
            .filter(Release::isTestedClosely)
            .map(release -> new ServerKind(release, "stdio", "sync", 17)));
  }

  @BeforeParameterizedClassInvocation
  static void start(ServerKind kind) {
    server =
        TestServer.start(
            kind,
            Map.of(
                "otel.instrumentation.mcp.stuck-after", "400ms",
                "otel.instrumentation.mcp.idle-after", "300ms"));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void connectedClientsAreCountedByName() {
    if (!kind.hasSessions()) {
      assertNeverTold("mcp.server.active_sessions");
      return;
    }
    Map<String, Object> ours =
        Map.of("network.transport", transport(), "mcp.client.name", RawPeer.NAME);
    MetricView sessions = await("mcp.server.active_sessions", ours, point -> point.value() == 1);
    assertEquals("{session}", sessions.unit());
    assertEquals("sum", sessions.type());
    if (kind.transport().equals("streamable")) {
      RawHttp other = (RawHttp) server.connect();
      other.initialize();
      await("mcp.server.active_sessions", ours, point -> point.value() == 2);
      assertEquals(200, other.delete());
      await("mcp.server.active_sessions", ours, point -> point.value() == 1);
    }
  }

  @Test
  void sessionWithoutTrafficIsIdleUntilItSpeaks() {
    if (!kind.hasSessions()) {
      return;
    }
    Map<String, Object> here = Map.of("network.transport", transport());
    MetricView idle = await("mcp.server.idle_sessions", here, point -> point.value() >= 1);
    assertEquals("{session}", idle.unit());
    assertEquals("gauge", idle.type());

    Call call = startSlow(1_500);
    await("mcp.server.idle_sessions", here, point -> point.value() < idle.value());
    server.peer().await(call);
  }

  @Test
  void openStreamsAreCounted() {
    if (!(server.peer() instanceof RawHttp http) || !kind.hasSessions()) {
      return;
    }
    Map<String, Object> here = Map.of("network.transport", "tcp");
    await("mcp.server.active_streams", here, point -> point.value() == 0);
    http.listen();
    await("mcp.server.active_streams", here, point -> point.value() == 1);
    Call call = startSlow(1_500);
    await("mcp.server.active_streams", here, point -> point.value() == 2);
    server.peer().await(call);
    await("mcp.server.active_streams", here, point -> point.value() == 1);
  }

  @Test
  void requestInProgressIsActiveAndGrowsOlder() {
    Map<String, Object> toolCalls = Map.of(METHOD, "tools/call");
    Call call = startSlow(1_500);
    MetricView active = await("mcp.server.active_requests", toolCalls, p -> p.value() == 1);
    assertEquals("{request}", active.unit());
    assertEquals("sum", active.type());
    MetricView age =
        await(
            "mcp.server.oldest_request.age",
            Map.of(METHOD, "tools/call", TOOL, "slow"),
            point -> point.value() > 0.2);
    assertEquals("s", age.unit());
    assertEquals("gauge", age.type());
    assertTrue(age.value() < 60, age::toString);
    server.peer().await(call);
    await("mcp.server.active_requests", toolCalls, point -> point.value() == 0);
  }

  @Test
  void lastSuccessAges() {
    server.peer().callTool("echo");

    MetricView young = await("mcp.server.last_success.age", Map.of(), point -> true);
    assertEquals("s", young.unit());
    assertEquals("gauge", young.type());
    await("mcp.server.last_success.age", Map.of(), point -> point.value() > young.value());
  }

  @Test
  void stuckRequestIsCountedAndItsThreadPutOnRecord() {
    Call call = startSlow(1_500);

    MetricView stuck = await("mcp.server.stuck_requests", Map.of(TOOL, "slow"), p -> true);
    assertEquals("{request}", stuck.unit());
    SpanView span = server.collector().serverSpan(call);
    LogView log =
        server
            .collector()
            .awaitLog(l -> l.eventName().equals("mcp.stuck") && l.spanId().equals(span.spanId()));
    assertEquals("WARN", log.severity());
    assertEquals("tools/call", log.attributes().get(METHOD));
    assertEquals("slow", log.attributes().get(TOOL));
    assertTrue((double) log.attributes().get("mcp.request.age") >= 0.4, log::toString);
    if (!kind.isAsync()) {
      String stack = (String) log.attributes().get("code.stacktrace");
      assertTrue(stack.contains("SyncTools.slow"), stack);
    }
    long records =
        server.collector().logs().stream()
            .filter(l -> l.eventName().equals("mcp.stuck") && l.spanId().equals(span.spanId()))
            .count();
    assertEquals(1, records);
  }

  @Test
  void functionIsTimedApartFromTheProtocol() {
    server.peer().callTool("slow", Map.of("ms", 30));

    MetricView time =
        await("mcp.server.handler.duration", function("slow"), point -> point.sum() > 0.03);
    assertEquals("s", time.unit());
    assertEquals("histogram", time.type());
    server.peer().callTool("fail");
    await(
        "mcp.server.handler.duration",
        Map.of(METHOD, "tools/call", TOOL, "fail", "error.type", "java.lang.IllegalStateException"),
        point -> true);
    server.peer().request("prompts/get", Map.of("name", "greeting"));
    await(
        "mcp.server.handler.duration",
        Map.of(METHOD, "prompts/get", "gen_ai.prompt.name", "greeting"),
        point -> true);
  }

  @Test
  void functionsCpuAndMemoryAreWhatItUsed() {
    // The first call may come before the JVM's counters are there.
    Map<String, Object> appetite = Map.of("bytes", MEGABYTES_16, "ms", 50);
    server.peer().callTool("eat", appetite);
    MetricView cpu = null;
    for (int i = 0; i < 3; i++) {
      server.peer().callTool("eat", appetite);
    }
    cpu = await("mcp.server.handler.cpu", function("eat"), point -> point.count() >= 3);
    MetricView memory =
        await("mcp.server.handler.allocated", function("eat"), point -> point.count() >= 3);
    assertEquals("s", cpu.unit());
    assertEquals("By", memory.unit());
    double seconds = cpu.sum() / cpu.count();
    assertTrue(seconds >= 0.05 && seconds < 0.1, () -> "CPU seconds: " + seconds);
    double bytes = memory.sum() / memory.count();
    assertTrue(bytes >= MEGABYTES_16 && bytes < MEGABYTES_16 * 1.1, () -> "bytes: " + bytes);
  }

  @Test
  void functionOnSeveralThreadsIsCountedInPart() {
    if (!kind.isAsync()) {
      return;
    }
    server.peer().callTool("echo");
    for (int i = 0; i < 3; i++) {
      server.peer().callTool("eatlater", Map.of("bytes", 1_000, "ms", 1));
    }
    Map<String, Object> partial =
        Map.of(METHOD, "tools/call", TOOL, "eatlater", "mcp.partial", true);
    MetricView cpu = await("mcp.server.handler.cpu", partial, point -> point.count() >= 2);
    assertTrue(cpu.sum() / cpu.count() >= 0.001, cpu::toString);
  }

  @Test
  void sizesAreThoseOnTheWire() {
    Call call = server.peer().callTool("big", Map.of("length", 50_000));
    Call other = server.peer().callTool("big", Map.of("length", 50_000));

    MetricView in =
        await("mcp.server.message.size", message("receive", "big"), point -> point.count() >= 2);
    MetricView out =
        await("mcp.server.message.size", message("transmit", "big"), point -> point.count() >= 2);
    assertEquals("By", in.unit());
    double each = server.peer().bytesSent(call.id());
    assertEquals(each, in.sum() / in.count(), 4);
    assertEquals(each, server.peer().bytesSent(other.id()), 4);
    assertTrue(out.sum() / out.count() > 50_000, out::toString);
    assertTrue(out.sum() / out.count() < 51_000, out::toString);
  }

  @Test
  void resultsWeightForAModelIsEstimated() {
    server.peer().callTool("big", Map.of("length", 50_000));

    MetricView tokens = await("mcp.server.result.tokens", Map.of(TOOL, "big"), point -> true);
    assertEquals("{token}", tokens.unit());
    assertEquals(12_500, tokens.sum() / tokens.count());
  }

  @Test
  void whatMakesNoSenseIsCountedByReason() {
    server.peer().callTool("echo");
    server.peer().callTool("no-such-tool");
    server.peer().request("no/such-method");

    assertEquals(
        "{message}",
        await("mcp.server.rejected", Map.of("mcp.reason", "unknown_tool"), p -> p.value() == 1)
            .unit());
    await("mcp.server.rejected", Map.of("mcp.reason", "unknown_method"), p -> p.value() == 1);
    // On stdio it would end the session.
    if (server.peer() instanceof RawHttp http) {
      assertEquals(400, http.status("{ this is no JSON"));
      await("mcp.server.rejected", Map.of("mcp.reason", "unparsable"), point -> point.value() == 1);
    }
  }

  @Test
  void argumentsThatDoNotFitAreCountedAsRejected() {
    server.peer().request("tools/call", Map.of("name", "echo", "arguments", "no object"));
    await("mcp.server.rejected", Map.of("mcp.reason", "invalid_arguments"), p -> p.value() == 1);
    if (!kind.release().isNewest() || !kind.hasSessions()) {
      return;
    }
    Object schema =
        Map.of(
            "type", "object",
            "properties", Map.of("city", Map.of("type", "string")),
            "required", List.of("city"));
    server.peer().callTool("grow", Map.of("inputSchema", schema));
    server.peer().callTool("grown", Map.of("city", "Graz"));
    Call refused = server.peer().callTool("grown", Map.of("city", 8010));
    server.peer().callTool("shrink");

    assertEquals(true, refused.result().get("isError"), refused::toString);
    await("mcp.server.rejected", Map.of("mcp.reason", "invalid_arguments"), p -> p.value() == 2);
  }

  @Test
  void registeredToolsPromptsAndResourcesAreCounted() {
    MetricView tools = await("mcp.server.tools", Map.of(), point -> point.value() > 10);
    assertEquals("{tool}", tools.unit());
    assertEquals("gauge", tools.type());
    await("mcp.server.prompts", Map.of(), point -> point.value() == 2);
    await("mcp.server.resources", Map.of(), point -> point.value() == 1);
  }

  @Test
  void exemplarsOfFunctionsAndSizesLeadToTheTrace() {
    Call call = server.peer().callTool("where");
    String trace = call.parent().traceId();

    for (String name : List.of("mcp.server.handler.duration", "mcp.server.message.size")) {
      server
          .collector()
          .awaitMetric(
              point -> point.name().equals(name) && point.exemplarTraceIds().contains(trace));
    }
  }

  @Test
  void attributesAreThePromisedOnes() {
    server.peer().callTool("where");
    await("mcp.server.handler.duration", function("where"), point -> true);
    Set<String> allowed =
        Set.of(
            METHOD,
            TOOL,
            "gen_ai.prompt.name",
            "error.type",
            "mcp.alert.rule",
            "network.transport",
            "network.io.direction",
            "mcp.client.name",
            "mcp.partial",
            "mcp.reason",
            "mcp.server.state",
            "mcp.signal");
    Set<String> used =
        server.collector().metrics().stream()
            .filter(metric -> metric.name().startsWith("mcp.") && !isOfConventions(metric))
            .flatMap(metric -> metric.attributes().keySet().stream())
            .collect(Collectors.toSet());
    used.removeAll(allowed);
    assertEquals(Set.of(), used);
    assertFalse(
        server.collector().metrics().stream()
            .anyMatch(metric -> metric.attributes().containsKey("mcp.session.id")));
  }

  private static boolean isOfConventions(MetricView metric) {
    return metric.name().endsWith("operation.duration")
        || metric.name().endsWith("session.duration");
  }

  private Call startSlow(int millis) {
    return server
        .peer()
        .start("tools/call", Map.of("name", "slow", "arguments", Map.of("ms", millis)));
  }

  private static MetricView await(
      String name, Map<String, Object> attributes, Predicate<MetricView> wanted) {
    return server
        .collector()
        .awaitMetric(
            point ->
                point.name().equals(name)
                    && point.attributes().equals(attributes)
                    && wanted.test(point));
  }

  private static void assertNeverTold(String name) {
    server.peer().callTool("echo");
    await("mcp.server.handler.duration", function("echo"), point -> true);
    assertTrue(
        server.collector().metrics().stream().noneMatch(metric -> metric.name().equals(name)));
  }

  private static Map<String, Object> function(String tool) {
    return Map.of(METHOD, "tools/call", TOOL, tool);
  }

  private static Map<String, Object> message(String direction, String tool) {
    return Map.of(METHOD, "tools/call", TOOL, tool, "network.io.direction", direction);
  }

  private String transport() {
    return kind.transport().equals("stdio") ? "pipe" : "tcp";
  }
}
