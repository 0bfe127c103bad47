// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mcpotel.it.support.ClientAndServer;
import io.mcpotel.it.support.ClientKind;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.process.Release.Ability;
import io.mcpotel.it.support.receiver.MessageRecords;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The raw messages on record, which a user asks for with {@code capture=messages}. */
class MessagesIT {

  private static final String CAPTURE = "otel.instrumentation.mcp.capture";
  private static final Map<String, String> MESSAGES = Map.of(CAPTURE, "messages");

  /** The servlets of old releases read UTF-8 as Latin-1 where no header tells the encoding. */
  private static String word(Release release, String transport) {
    return transport.equals("stdio") || release.isNewest() ? "Grüße" : "Hello";
  }

  /** One server of each release. */
  static Stream<ServerKind> stdioServers() {
    return ServerKind.closely().filter(kind -> kind.transport().equals("stdio"));
  }

  static Stream<ClientKind> clients() {
    return ClientKind.closely()
        .filter(kind -> kind.jdk() == 17 || !kind.release().isTestedInFull());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.mcpotel.it.support.ServerKind#closely")
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
      server.stop();

      List<LogView> messages = MessageRecords.of(server.collector());
      assertEquals(texts(peer.sent()), MessageRecords.texts(messages, "receive"));
      assertEquals(texts(peer.received()), MessageRecords.texts(messages, "transmit"));
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

      List<LogView> ours = MessageRecords.of(both.clientCollector());
      List<LogView> theirs = MessageRecords.of(both.serverCollector());
      assertEquals(MessageRecords.texts(theirs, "receive"), MessageRecords.texts(ours, "transmit"));
      assertEquals(MessageRecords.texts(theirs, "transmit"), MessageRecords.texts(ours, "receive"));
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
      server.stop();

      assertEquals(List.of(), MessageRecords.of(server.collector()));
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
      server.stop();

      List<LogView> messages = MessageRecords.of(server.collector());
      assertEquals(2, messages.size(), messages::toString);
      withId(messages, echo, "receive");
      withId(messages, echo, "transmit");
    }
  }

  @Tag("matrix")
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

  /** Each with its size in bytes. */
  private static List<String> texts(List<String> sent) {
    return sent.stream()
        .map(text -> Json.parse(text) + " " + text.getBytes(StandardCharsets.UTF_8).length)
        .sorted()
        .toList();
  }

  private static LogView withId(List<LogView> messages, Call call, String direction) {
    return MessageRecords.only(
        messages.stream()
            .filter(message -> MessageRecords.went(message, direction))
            .filter(
                message ->
                    String.valueOf(call.id())
                        .equals(message.attributes().get("jsonrpc.request.id")))
            .toList());
  }

  private static LogView withText(List<LogView> messages, String direction, String word) {
    return MessageRecords.only(
        messages.stream()
            .filter(message -> MessageRecords.went(message, direction))
            .filter(message -> MessageRecords.content(message).toString().contains(word))
            .toList());
  }

  private static String traceparent(LogView message) {
    return (String)
        Json.object(Json.object(MessageRecords.content(message), "params"), "_meta")
            .get("traceparent");
  }
}
