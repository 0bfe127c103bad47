// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Cases;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A peer that sends what nobody means well is answered as ever, and little of it is exported. */
class HostilePeerIT {

  private static final String EVERYTHING = "errors,arguments,results,messages";

  private static final int MEGABYTE = 1 << 20;
  private static final String HUGE = "x".repeat(MEGABYTE);
  private static final String BACKSLASHES = "\\".repeat(40_000);
  private static final String NASTY =
      "\\\\\"{[%e2%82%ac\ud83d\ude00\u0301 key= ://a:b@ eyJ -----BEGIN ";

  /** The mark of what is cut takes a few characters itself. */
  private static final int MARK = 64;

  private static final int LONGEST = 8_192 + MARK;

  /** The attributes that have less room. */
  private static final Map<String, Integer> BOUNDS =
      Map.of(
          "mcp.method.name", 128,
          "gen_ai.tool.name", 128,
          "gen_ai.prompt.name", 128,
          "mcp.client.name", 256 + MARK,
          "mcp.client.version", 256 + MARK,
          "jsonrpc.request.id", 256 + MARK,
          "mcp.session.id", 256 + MARK,
          "mcp.protocol.version", 64 + MARK,
          "mcp.resource.uri", 2_048 + MARK);

  static Stream<Arguments> servers() {
    return Cases.of(
        Arguments.of(ServerKind.STREAMABLE, EVERYTHING),
        Arguments.of(ServerKind.STREAMABLE, "errors"),
        Arguments.of(ServerKind.STDIO, EVERYTHING),
        Arguments.of(ServerKind.STDIO, "none"));
  }

  @ParameterizedTest(name = "{0}, capture={1}")
  @MethodSource("servers")
  void hostilePeerIsAnsweredAsWithoutTheAgentAndLittleIsExported(ServerKind kind, String capture) {
    List<Object> plain;
    try (AppProcess process = TestServer.launch(kind).start();
        RawPeer peer = TestServer.connect(kind, process)) {
      plain = speak(peer, process, kind);
    }
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process =
            TestServer.launch(kind)
                .exportingTo(receiver)
                .property("otel.instrumentation.mcp.capture", capture)
                .start();
        RawPeer peer = TestServer.connect(kind, process)) {
      List<Object> answers = speak(peer, process, kind);
      for (int i = 0; i < plain.size(); i++) {
        assertTrue(plain.get(i).equals(answers.get(i)), "answer " + i + " is another");
      }
      assertEquals(plain.size(), answers.size());

      Collector collector = Collector.of(receiver);
      collector.serverSpan(peer.callTool("echo", Map.of("text", "last")));
      end(kind, process);
      assertLittleWasExported(collector);
    }
  }

  /** Sends all of it, each time with an ordinary call behind it, and returns the answers. */
  private static List<Object> speak(RawPeer peer, AppProcess process, ServerKind kind) {
    List<Object> answers = new ArrayList<>();
    answers.add(
        peer.requestAsIs(
            "initialize",
            Map.of(
                "protocolVersion", RawPeer.PROTOCOL,
                "capabilities", Map.of("experimental", manyNames()),
                "clientInfo", Map.of("name", HUGE, "version", HUGE))));
    peer.initialized();
    for (String name : List.of(BACKSLASHES, HUGE, NASTY.repeat(1_000))) {
      answers.add(peer.requestAsIs("resources/read", Map.of("uri", name)));
      answers.add(peer.requestAsIs("resources/read", Map.of("uri", "test://a/" + name)));
      answers.add(peer.requestAsIs("prompts/get", Map.of("name", name)));
      answers.add(peer.requestAsIs("tools/call", Map.of("name", name, "arguments", Map.of())));
      answers.add(peer.requestAsIs("nobody/" + name, Map.of()));
      answers.add(ordinary(peer));
    }
    answers.add(peer.requestWithId(HUGE, "ping"));
    answers.add(ordinary(peer));
    peer.respond(HUGE + "?", Map.of());
    answers.add(ordinary(peer));
    String text = NASTY.repeat(4 * MEGABYTE / NASTY.length());
    for (Object argument : List.of(text, nested(400), BACKSLASHES)) {
      answers.add(echo(peer, Map.of("text", argument)));
      answers.add(ordinary(peer));
    }
    Map<String, Object> carried = new LinkedHashMap<>();
    carried.put("traceparent", HUGE);
    carried.put("tracestate", "a=1," + HUGE);
    carried.put("baggage", "a=1,b=" + HUGE);
    carried.put("progressToken", HUGE);
    answers.add(peer.requestAsIs("ping", Map.of("_meta", carried)));
    answers.add(ordinary(peer));
    if (!kind.transport().equals("stdio")) {
      answers.add(unknownSession(process));
      answers.add(ordinary(peer));
    }
    return answers;
  }

  private static Object ordinary(RawPeer peer) {
    return echo(peer, Map.of("text", "fine"));
  }

  private static Object echo(RawPeer peer, Map<String, Object> arguments) {
    return peer.requestAsIs("tools/call", Map.of("name", "echo", "arguments", arguments));
  }

  /** As long as Tomcat lets a header be. */
  private static Object unknownSession(AppProcess process) {
    return new HttpProbe(process.port())
        .send(
            "POST",
            "/mcp",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
            "Accept",
            "application/json, text/event-stream",
            "Mcp-Session-Id",
            "s".repeat(7_000))
        .status();
  }

  private static Map<String, Object> manyNames() {
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      many.put("n".repeat(1_000) + i, Map.of());
    }
    return many;
  }

  private static Object nested(int depth) {
    Object value = NASTY;
    for (int i = 0; i < depth; i++) {
      value = i % 2 == 0 ? List.of(value) : Map.of(NASTY, value);
    }
    return value;
  }

  private static void end(ServerKind kind, AppProcess process) {
    if (kind.transport().equals("stdio")) {
      process.closeStdin();
    } else {
      process.send("stop");
    }
    process.awaitExit(AppProcess.PATIENCE);
  }

  private static void assertLittleWasExported(Collector collector) {
    for (SpanView span : collector.spans()) {
      assertTrue(span.name().length() <= 300, span.name());
      assertTrue(span.statusMessage().length() <= 300, span.statusMessage());
      assertSmall(span.attributes());
    }
    for (LogView log : collector.logs()) {
      assertTrue(String.valueOf(log.body()).length() <= 400, log::toString);
      assertSmall(log.attributes());
    }
    for (MetricView point : collector.metrics()) {
      assertSmall(point.attributes());
    }
  }

  private static void assertSmall(Map<String, Object> attributes) {
    attributes.forEach(
        (name, value) -> {
          int length = String.valueOf(value).length();
          assertTrue(length <= BOUNDS.getOrDefault(name, LONGEST), () -> name + " has " + length);
        });
  }
}
