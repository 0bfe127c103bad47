// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.SpringAiRelease;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers made of Spring AI's starters, as they come from Maven Central. */
@Tag("matrix")
class SpringAiIT {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final List<String> ONE_SPAN = List.of("SERVER");
  private static final List<String> WITH_FUNCTION = List.of("INTERNAL", "SERVER");

  static Stream<SpringAiServer> servers() {
    return Stream.of(
            of(SpringAiRelease.V1_0, "server", "STDIO"),
            of(SpringAiRelease.V1_0, "server-webmvc", "SSE"),
            of(SpringAiRelease.V1_0, "server-webflux", "SSE"),
            // The plain starter of this release cannot start a sync server.
            Stream.of(
                new SpringAiServer(SpringAiRelease.V1_1, "server-webmvc", "STDIO", "SYNC", 17),
                new SpringAiServer(SpringAiRelease.V1_1, "server", "STDIO", "ASYNC", 25)),
            of(SpringAiRelease.V1_1, "server-webmvc", "SSE", "STREAMABLE", "STATELESS"),
            inTurn(SpringAiRelease.V1_1, "server-webflux", "SSE", "STREAMABLE", "STATELESS"),
            inTurn(SpringAiRelease.V1_1_LAST, "server-webmvc", "SSE", "STREAMABLE", "STATELESS"),
            of(SpringAiRelease.V2_0, "server", "STDIO"),
            of(SpringAiRelease.V2_0, "server-webmvc", "SSE", "STREAMABLE", "STATELESS"),
            of(SpringAiRelease.V2_0, "server-webflux", "SSE", "STREAMABLE", "STATELESS"))
        .flatMap(servers -> servers);
  }

  private static Stream<SpringAiServer> of(
      SpringAiRelease release, String starter, String... protocols) {
    return Stream.of(protocols)
        .flatMap(
            protocol ->
                Stream.of(
                    new SpringAiServer(release, starter, protocol, "SYNC", 17),
                    new SpringAiServer(release, starter, protocol, "ASYNC", 25)));
  }

  /** Where another starter or release shows both APIs with each protocol. */
  private static Stream<SpringAiServer> inTurn(
      SpringAiRelease release, String starter, String... protocols) {
    return IntStream.range(0, protocols.length)
        .mapToObj(
            i ->
                i % 2 == 0
                    ? new SpringAiServer(release, starter, protocols[i], "SYNC", 17)
                    : new SpringAiServer(release, starter, protocols[i], "ASYNC", 25));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void everyRequestIsToldAsItWasAndEveryRefusal(SpringAiServer kind) {
    try (SpringAiSession session = new SpringAiSession(kind, kind.app())) {
      assertEveryRequestIsToldAsItWas(session);
      if (SpringAiRefusals.areTested(kind)) {
        SpringAiRefusals.assertOnRecord(session);
      }
    }
  }

  @ParameterizedTest(name = "on JDK {0}")
  @ValueSource(ints = {17, 25})
  void executableJarIsNoDifferent(int jdk) {
    SpringAiServer kind =
        new SpringAiServer(SpringAiRelease.V1_1, "server-webmvc", "STREAMABLE", "SYNC", jdk);
    try (SpringAiSession session = new SpringAiSession(kind, kind.packedApp())) {
      assertEveryRequestIsToldAsItWas(session);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"SSE", "STREAMABLE", "STATELESS"})
  void virtualThreadsAreNoDifferent(String protocol) {
    SpringAiServer kind =
        new SpringAiServer(SpringAiRelease.V2_0, "server-webmvc", protocol, "SYNC", 25);
    App app = kind.app().property("spring.threads.virtual.enabled", "true");
    try (SpringAiSession session = new SpringAiSession(kind, app)) {
      assertEveryRequestIsToldAsItWas(session);
      Call call = session.peer().callTool("slow");
      // So Boot calls its virtual threads.
      assertTrue(
          String.valueOf(session.handlerSpan(call).attributes().get("thread.name"))
              .startsWith("tomcat-handler-"),
          session.handlerSpan(call)::toString);
    }
  }

  private static void assertEveryRequestIsToldAsItWas(SpringAiSession session) {
    RawPeer peer = session.peer();

    Call echo = peer.callTool("echo", Map.of("word", "hello"));
    // Spring AI 1.0 makes JSON of a String too.
    assertEquals("hello", echo.text().replace("\"", ""));
    SpanView echoSpan = session.assertServerSpan("tools/call echo", tool("echo"), echo);
    assertFunction("execute_tool echo", echoSpan, session.handlerSpan(echo));
    session.assertMetric("echo");

    Call slow = peer.callTool("slow");
    assertEquals("done", slow.text().replace("\"", ""));
    SpanView slowSpan = session.assertServerSpan("tools/call slow", tool("slow"), slow);
    assertFunction("execute_tool slow", slowSpan, session.handlerSpan(slow));
    assertTakesAtLeast(PAUSE_NANOS, session.handlerSpan(slow));

    Call broken = peer.callTool("broken");
    assertEquals(true, broken.result().get("isError"), broken.response()::toString);
    SpanView brokenSpan = session.assertServerSpan("tools/call broken", tool("broken"), broken);
    // Spring AI makes a result of the exception before the SDK sees it.
    assertEquals("tool_error", session.handlerSpan(broken).attributes().get("error.type"));
    assertInside(brokenSpan, session.handlerSpan(broken));

    Call missing = peer.callTool("missing");
    assertTrue(missing.response().containsKey("error"), missing.response()::toString);
    session.assertServerSpan("tools/call", tool("missing"), missing);

    Call prompt = peer.request("prompts/get", Map.of("name", "greeting"));
    assertTrue(prompt.result().toString().contains("Hello"), prompt.response()::toString);
    SpanView promptSpan =
        session.assertServerSpan("prompts/get greeting", prompt("greeting"), prompt);
    assertFunction("get_prompt greeting", promptSpan, session.handlerSpan(prompt));

    Call unwell = peer.request("prompts/get", Map.of("name", "unwell"));
    // Some releases say that the caller is at fault.
    assertTrue(unwell.response().containsKey("error"), unwell.response()::toString);
    SpanView unwellSpan = session.assertServerSpan("prompts/get unwell", prompt("unwell"), unwell);
    assertInside(unwellSpan, session.handlerSpan(unwell));
    assertThrew("the prompt is unwell", session.handlerSpan(unwell));

    Call resource = peer.request("resources/read", Map.of("uri", "test://manual"));
    assertTrue(resource.result().toString().contains("Read me"), resource.response()::toString);
    SpanView resourceSpan =
        session.assertServerSpan(
            "resources/read",
            method("resources/read").with("mcp.resource.uri", "test://manual"),
            resource);
    assertFunction("read_resource", resourceSpan, session.handlerSpan(resource));

    Call list = peer.request("tools/list");
    session.assertServerSpan("tools/list", method("tools/list"), list);
    Call ping = peer.request("ping");
    session.assertServerSpan("ping", method("ping"), ping);

    List.of(echo, slow, broken, prompt, unwell, resource)
        .forEach(call -> session.assertKinds(WITH_FUNCTION, call));
    List.of(session.initialize(), missing, list, ping)
        .forEach(call -> session.assertKinds(ONE_SPAN, call));
    session.assertNothingElseIsSaid();
  }

  private static Expected method(String name) {
    return Expected.attributes().with("mcp.method.name", name);
  }

  private static Expected tool(String name) {
    return method("tools/call").tool(name);
  }

  private static Expected prompt(String name) {
    return method("prompts/get").with("gen_ai.prompt.name", name);
  }

  private static void assertFunction(String name, SpanView server, SpanView function) {
    assertEquals(name, function.name());
    assertInside(server, function);
    assertEquals("UNSET", function.statusCode());
    assertEquals(List.of(), function.events());
  }

  private static void assertInside(SpanView server, SpanView function) {
    assertEquals(server.spanId(), function.parentSpanId());
    assertTrue(server.startNanos() <= function.startNanos());
    assertTrue(server.endNanos() >= function.endNanos());
  }

  private static void assertTakesAtLeast(long nanos, SpanView span) {
    assertTrue(span.endNanos() - span.startNanos() >= nanos, span::toString);
  }

  /** What is thrown may be Spring AI's own exception, with no more of the user's than this. */
  private static void assertThrew(String message, SpanView function) {
    assertEquals("ERROR", function.statusCode());
    assertEquals(1, function.events().size(), function::toString);
    assertEquals("exception", function.events().get(0).name());
    String trace = (String) function.events().get(0).attributes().get("exception.stacktrace");
    assertTrue(trace.contains(message), trace);
  }
}
