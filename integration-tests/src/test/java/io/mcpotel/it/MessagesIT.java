// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mcpotel.it.Release.Ability;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The raw messages on record, which a user asks for with {@code capture=messages}. */
class MessagesIT {

  private static final String CAPTURE = "otel.instrumentation.mcp.capture";
  private static final Map<String, String> MESSAGES = Map.of(CAPTURE, "messages");

  /** Each release and transport once. */
  static Stream<ServerKind> servers() {
    return ServerKind.all()
        .filter(kind -> kind.release().isTestedClosely())
        .filter(kind -> (kind.jdk() == 17) != kind.transport().equals("sse") || !isInFull(kind));
  }

  private static boolean isInFull(ServerKind kind) {
    return kind.release().isTestedInFull() && kind.release().has(Ability.STREAMABLE);
  }

  /** The servlets of old releases read UTF-8 as Latin-1 where no header tells the encoding. */
  private static String word(Release release, String transport) {
    return transport.equals("stdio") || release.isNewest() ? "Grüße" : "Hello";
  }

  /** One server of each release. */
  static Stream<ServerKind> stdioServers() {
    return servers().filter(kind -> kind.transport().equals("stdio"));
  }

  static Stream<ClientKind> clients() {
    return ClientKind.all()
        .filter(kind -> kind.release().isTestedClosely())
        .filter(kind -> kind.jdk() == 17 || !kind.release().isTestedInFull());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void everyMessageOfAServerIsOnRecordOnceWithItsText(ServerKind kind) {
    try (TestServer server = TestServer.start(kind, MESSAGES)) {
      RawPeer peer = server.peer();
      Call echo = peer.callTool("echo", Map.of("word", word(kind.release(), kind.transport())));
      peer.request("prompts/get", Map.of("name", "nobody"));
      if (kind.hasSessions()) {
        Call call = peer.start("tools/call", Map.of("name", "roots", "arguments", Map.of()));
        peer.respond(peer.awaitMessage("roots/list").get("id"), Map.of("roots", List.of()));
        peer.await(call);
        peer.callTool(kind.release().has(Ability.LOG_MESSAGES) ? "notify" : "echo");
      }
      SpanView span = server.collector().serverSpan(echo);
      stop(server);

      List<LogView> messages = messages(server.collector());
      assertEquals(texts(peer.sent()), texts(messages, "receive"));
      assertEquals(texts(peer.received()), texts(messages, "transmit"));
      for (LogView message : messages) {
        assertEquals("INFO", message.severity());
        assertEquals("server", message.attributes().get("mcp.role"));
        assertEquals(
            kind.network().get("network.transport"), message.attributes().get("network.transport"));
      }
      LogView request = withId(messages, echo, "receive");
      assertEquals("tools/call", request.attributes().get("mcp.method.name"));
      LogView response = withId(messages, echo, "transmit");
      assertNull(response.attributes().get("mcp.method.name"));
      for (LogView message : List.of(request, response)) {
        assertEquals(
            span.attributes().get("mcp.session.id"), message.attributes().get("mcp.session.id"));
        assertEquals(span.traceId(), message.traceId());
        assertEquals(span.spanId(), message.spanId());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void whatAClientHasSentAndReceivedIsWhatItsServerHas(ClientKind kind) {
    try (ClientAndServer both = new ClientAndServer(kind, MESSAGES)) {
      String word = word(kind.release(), kind.transport());
      both.client().expect("call [\"echo\",{\"word\":\"" + word + "\"}]");
      both.client().expect("call [\"roots\",{}]");
      SpanView span = both.clientCollector().awaitSpan("CLIENT", "tools/call echo");
      both.stop();

      List<LogView> ours = messages(both.clientCollector());
      List<LogView> theirs = messages(both.serverCollector());
      assertEquals(texts(theirs, "receive"), texts(ours, "transmit"));
      assertEquals(texts(theirs, "transmit"), texts(ours, "receive"));
      for (LogView message : ours) {
        assertEquals("client", message.attributes().get("mcp.role"));
      }
      LogView sent = withText(ours, "transmit", word);
      LogView received = withText(ours, "receive", word);
      assertEquals("tools/call", sent.attributes().get("mcp.method.name"));
      assertEquals(
          "00-" + span.traceId() + "-" + span.spanId(),
          traceparent(sent).substring(0, traceparent(sent).lastIndexOf('-')));
      for (LogView message : List.of(sent, received)) {
        assertEquals(
            span.attributes().get("jsonrpc.request.id"),
            message.attributes().get("jsonrpc.request.id"));
        assertEquals(span.traceId(), message.traceId());
        assertEquals(span.spanId(), message.spanId());
      }
    }
  }

  @Test
  void nobodysMessagesAreOnRecordUnlessAskedFor() {
    Map<String, String> others = Map.of(CAPTURE, "errors,arguments,results");
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE, others)) {
      server.peer().callTool("echo");
      server.peer().request("prompts/get", Map.of("name", "nobody"));
      server.peer().request("nobody/knows");
      ((RawHttp) server.peer()).delete();
      stop(server);

      assertEquals(List.of(), messages(server.collector()));
    }
  }

  @Test
  void onlyTheMessagesThatAreIncludedAreOnRecordAndNoneThatIsExcluded() {
    Map<String, String> some =
        Map.of(
            CAPTURE,
            "messages",
            "otel.instrumentation.mcp.capture.include",
            "tools/*",
            "otel.instrumentation.mcp.capture.exclude",
            "tools/call:where");
    try (TestServer server = TestServer.start(ServerKind.STDIO, some)) {
      Call echo = server.peer().callTool("echo");
      server.peer().callTool("where");
      server.peer().request("ping");
      stop(server);

      List<LogView> messages = messages(server.collector());
      assertEquals(2, messages.size(), messages::toString);
      withId(messages, echo, "receive");
      withId(messages, echo, "transmit");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stdioServers")
  void jacksonIsTouchedOnlyWhereTheSdkHasNoMapperOfItsOwn(ServerKind kind) {
    Map<String, String> debug = Map.of("otel.instrumentation.mcp.debug", "true");
    try (TestServer server = TestServer.start(kind, debug)) {
      server.collector().serverSpan(server.peer().callTool("echo"));

      assertEquals(
          !kind.release().isSince("0.13"),
          server.process().stderr().toString().contains("databind.ObjectMapper: 1 of 1 hooks"));
    }
  }

  /** Ends a server with all that it has to tell. */
  static void stop(TestServer server) {
    if (server.kind().transport().equals("stdio")) {
      server.process().closeStdin();
    } else {
      server.process().send("stop");
    }
    server.process().awaitExit(AppProcess.PATIENCE);
  }

  static List<LogView> messages(Collector collector) {
    return collector.logs().stream().filter(log -> log.eventName().equals("mcp.message")).toList();
  }

  /** Each with its size in bytes. */
  private static List<String> texts(List<String> sent) {
    return sent.stream()
        .map(text -> Json.parse(text) + " " + text.getBytes(StandardCharsets.UTF_8).length)
        .sorted()
        .toList();
  }

  static List<String> texts(List<LogView> messages, String direction) {
    return messages.stream()
        .filter(message -> goes(message, direction))
        .map(message -> content(message) + " " + message.attributes().get("mcp.message.size"))
        .sorted()
        .toList();
  }

  private static LogView withId(List<LogView> messages, Call call, String direction) {
    return only(
        messages.stream()
            .filter(message -> goes(message, direction))
            .filter(
                message ->
                    String.valueOf(call.id())
                        .equals(message.attributes().get("jsonrpc.request.id")))
            .toList());
  }

  private static LogView withText(List<LogView> messages, String direction, String word) {
    return only(
        messages.stream()
            .filter(message -> goes(message, direction))
            .filter(message -> content(message).toString().contains(word))
            .toList());
  }

  static LogView only(List<LogView> messages) {
    assertEquals(1, messages.size(), messages::toString);
    return messages.get(0);
  }

  private static boolean goes(LogView message, String direction) {
    return direction.equals(message.attributes().get("network.io.direction"));
  }

  private static Map<String, Object> content(LogView message) {
    return Json.parse((String) message.attributes().get("mcp.message.content"));
  }

  private static String traceparent(LogView message) {
    return (String)
        Json.object(Json.object(content(message), "params"), "_meta").get("traceparent");
  }
}
