// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside agents of other vendors, with which ours has nothing to share: neither notices. */
@Tag("matrix")
@Isolated("it looks at the clock")
class OtherAgentsIT {

  private static final String OURS = "io.mcpotel.agent";

  /** As long as the agent waits for itself to start, when something holds it up. */
  private static final double HELD_UP_SECONDS = 20;

  /** A span for an HTTP request in MessagePack, with the type of its parent's id, 0 for a root. */
  private static final Pattern SENT_BY_TOOL =
      Pattern.compile("\u00a4name\u00achttp\\.request.*?\u00a9parent_id(.)", Pattern.DOTALL);

  private static final String MESSAGE_PACK_LONG = "\u00cf";

  private static List<Object> answersWithoutAgents;

  @BeforeAll
  static void answerWithoutAgents() {
    try (AppProcess server = TestServer.launch(ServerKind.STDIO).start()) {
      answersWithoutAgents = new Conversation(new RawStdio(server), () -> {}).answers();
    }
  }

  @ParameterizedTest(name = "{0}, first: {1}, {2}, JDK {3}")
  @CsvSource({
    "DATADOG,true,streamable,17",
    "DATADOG,false,stdio,25",
    "DATADOG_WITH_OPENTELEMETRY,true,stdio,17",
    "DATADOG_WITH_OPENTELEMETRY,false,streamable,25",
    "ELASTIC,true,stdio,17",
    "ELASTIC,false,streamable,25",
    "ELASTIC_THAT_SAMPLES_NOTHING,true,streamable,17",
    "NEW_RELIC,true,streamable,17",
    "NEW_RELIC,false,stdio,17"
  })
  void neitherNoticesTheOther(OtherAgent other, boolean first, String transport, int jdk) {
    ServerKind kind = new ServerKind(transport, "sync", jdk);
    try (OtlpReceiver receiver = OtlpReceiver.start();
        VendorBackend backend = VendorBackend.start();
        AppProcess server =
            other.beside(TestServer.launch(kind).exportingTo(receiver), first, backend).start()) {
      Conversation had =
          new Conversation(
              TestServer.connect(kind, server), () -> assertNotHeldUp(server, Jdk.version(jdk)));
      Collector collector = Collector.of(receiver);
      MetricView measured = collector.awaitServedCalls("echo", 2);
      end(server, kind);

      assertEquals(answersWithoutAgents, had.answers());
      assertSpans(had, collector);
      assertEquals("under-test", measured.resource().get("service.name"));
      assertGreetingOnly(server, receiver);
      if (transport.equals("stdio")) {
        server
            .stdout()
            .lines()
            .forEach(line -> assertEquals("2.0", Json.parse(line).get("jsonrpc")));
      }
      assertNotTraced(other, kind, backend);
    }
  }

  /** Datadog's agent takes what is current in any OpenTelemetry for its own, if it is told to. */
  @Test
  void whatAToolAsksForStaysInTheTraceOfDatadog() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        VendorBackend backend = VendorBackend.start();
        AppProcess server =
            OtherAgent.DATADOG_WITH_OPENTELEMETRY
                .beside(
                    TestServer.launch(ServerKind.STREAMABLE).exportingTo(receiver), true, backend)
                .start()) {
      RawPeer peer = new RawHttp(server.port());
      peer.initialize();
      peer.callTool("callother", Map.of("url", "http://127.0.0.1:" + backend.port()));
      end(server, ServerKind.STREAMABLE);

      Matcher sent = SENT_BY_TOOL.matcher(backend.received());
      assertTrue(sent.find(), backend::received);
      do {
        assertEquals(MESSAGE_PACK_LONG, sent.group(1));
      } while (sent.find());
    }
  }

  /**
   * What the other agent has seen by the end, when it has sent all: the application, but not us.
   */
  private static void assertNotTraced(OtherAgent other, ServerKind kind, VendorBackend backend) {
    if (other == OtherAgent.NEW_RELIC) {
      return;
    }
    String seen = backend.received();
    if (kind.transport().equals("streamable")) {
      String served = other.name().startsWith("DATADOG") ? "POST /mcp" : "#doPost";
      assertTrue(seen.contains(served), seen);
    }
    for (String ours :
        List.of("/v1/traces", "/v1/metrics", "okhttp", "execute_tool", "mcp.server")) {
      assertFalse(seen.contains(ours), () -> ours + " in " + seen);
    }
  }

  private static void assertSpans(Conversation had, Collector collector) {
    for (Call call : had.calls()) {
      List<SpanView> trace = collector.trace(call.parent().traceId());
      SpanView server = only(trace, span -> span.kind().equals("SERVER"));
      assertEquals(OURS, server.scopeName());
      assertEquals(call.parent().spanId(), server.parentSpanId());
      if (had.reachedHandler(call)) {
        assertHandler(server, trace);
      } else {
        assertEquals(List.of(server), trace);
      }
    }
    SpanView root =
        only(
            collector.spans(),
            span ->
                span.kind().equals("SERVER")
                    && had.untraced().equals(span.attributes().get("jsonrpc.request.id")));
    assertEquals("", root.parentSpanId());
    assertEquals(List.of(), root.links());
    assertHandler(root, collector.trace(root.traceId()));
    SpanView initialized =
        only(collector.spans(), span -> span.name().equals("notifications/initialized"));
    assertEquals("", initialized.parentSpanId());
    // Of the calls, of the one without a context, and of the notification.
    assertEquals(10, collector.spans().size(), () -> collector.spans().toString());
  }

  /** There are two spans in the trace, and this is the parent. */
  private static void assertHandler(SpanView server, List<SpanView> trace) {
    SpanView handler = only(trace, span -> span.kind().equals("INTERNAL"));
    assertEquals(server.name().replace("tools/call", "execute_tool"), handler.name());
    assertEquals(OURS, handler.scopeName());
    assertEquals(server.spanId(), handler.parentSpanId());
    assertEquals(2, trace.size(), trace::toString);
  }

  private static SpanView only(List<SpanView> spans, Predicate<SpanView> wanted) {
    List<SpanView> found = spans.stream().filter(wanted).toList();
    assertEquals(1, found.size(), () -> found + " of " + spans);
    return found.get(0);
  }

  private static void assertGreetingOnly(AppProcess server, OtlpReceiver receiver) {
    List<String> ours =
        server.stderr().lines().stream()
            .filter(line -> line.contains("mcp-otel-agent") || line.contains("io.mcpotel"))
            .toList();
    assertEquals(1, ours.size(), ours::toString);
    assertTrue(ours.get(0).contains(", telemetry to " + receiver.endpoint()), ours::toString);
  }

  /** By the JVM's own clock, at whose start nobody had to be there. */
  private static void assertNotHeldUp(AppProcess server, Jdk jdk) {
    List<String> command =
        List.of(jdk.jcmd().toString(), String.valueOf(server.pid()), "VM.uptime");
    try (AppProcess jcmd = App.start(command, Map.of())) {
      int index = jcmd.stdout().await(0, line -> line.endsWith(" s"), AppProcess.PATIENCE);
      String uptime = jcmd.stdout().line(index);
      assertTrue(Double.parseDouble(uptime.split(" ")[0]) < HELD_UP_SECONDS, uptime);
    }
  }

  private static void end(AppProcess server, ServerKind kind) {
    if (kind.transport().equals("stdio")) {
      server.closeStdin();
    } else {
      server.send("stop");
    }
    server.awaitExit(AppProcess.PATIENCE);
  }

  /** What a peer asks, and is answered. */
  private static final class Conversation {

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Object> untraced;

    Conversation(RawPeer peer, Runnable afterTheFirst) {
      calls.add(peer.initialize());
      afterTheFirst.run();
      calls.add(peer.request("tools/list"));
      calls.add(peer.callTool("echo", Map.of("word", "grüße")));
      calls.add(peer.callTool("refuse"));
      calls.add(peer.callTool("unknown"));
      untraced =
          peer.requestAsIs("tools/call", Map.of("name", "echo", "arguments", Map.of("word", "€")));
    }

    /** Those with a trace context. */
    List<Call> calls() {
      return calls;
    }

    boolean reachedHandler(Call call) {
      return call == calls.get(2) || call == calls.get(3);
    }

    /** The id of the request without a trace context. */
    String untraced() {
      return String.valueOf(untraced.get("id"));
    }

    List<Object> answers() {
      return Stream.concat(calls.stream().map(Call::response), Stream.of(untraced))
          .<Object>map(answer -> answer)
          .toList();
    }
  }
}
