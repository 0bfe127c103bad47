// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mcpotel.it.app.ConformanceClient;
import io.mcpotel.it.app.ConformanceServer;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The protocol's own conformance suite finds the same with the agent as without, check by check,
 * and each message of its that was handled or sent has its span.
 */
@Tag("matrix")
class ConformanceIT {

  private static final String RELEASE = "0.1.16";
  private static final String NEXT = "0.2.0-alpha.12";

  @ParameterizedTest
  @CsvSource({RELEASE + ",40", NEXT + ",73"})
  void serverPassesEveryCheck(String version, int checks) {
    ConformanceSuite suite = ConformanceSuite.install(version);
    ServerRun bare = checkServer(suite, "active", app());
    assertEquals(0, bare.report().exit(), () -> bare.report().checks().toString());
    assertEquals(checks, bare.report().checks().size());

    assertNoDifference(suite, "active", bare);
  }

  /** Most of what these have beyond the others no SDK for Java knows yet. */
  @ParameterizedTest
  @CsvSource({RELEASE, NEXT})
  void serverFailsTheSameChecks(String version) {
    ConformanceSuite suite = ConformanceSuite.install(version);
    ServerRun bare = checkServer(suite, "all", app());
    assertFalse(bare.report().checks().isEmpty());

    assertNoDifference(suite, "all", bare);
  }

  @ParameterizedTest
  @CsvSource({
    RELEASE + ",initialize,0",
    RELEASE + ",tools_call,0",
    RELEASE + ",elicitation-sep1034-client-defaults,0",
    // The SDK fails it.
    RELEASE + ",sse-retry,1",
    NEXT + ",initialize,0",
    NEXT + ",tools_call,0",
    NEXT + ",elicitation-sep1034-client-defaults,0",
    NEXT + ",json-schema-2020-12-preservation,0",
    NEXT + ",sse-retry,1",
  })
  void clientIsFoundTheSame(String version, String scenario, int exit) {
    ConformanceSuite suite = ConformanceSuite.install(version);
    ConformanceSuite.Report bare =
        suite.checkClient(app().main(ConformanceClient.class).command(), scenario);
    assertEquals(exit, bare.exit(), () -> bare.checks().toString());
    assertFalse(bare.checks().isEmpty());

    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      ConformanceSuite.Report traced =
          suite.checkClient(
              app().exportingTo(receiver).main(ConformanceClient.class).command(), scenario);

      assertEquals(bare.exit(), traced.exit());
      assertEquals(bare.checks(), traced.checks());
      List<Map<String, Object>> sent =
          traced.clientLines().stream()
              .map(line -> Json.parse(line.substring("SENT ".length())))
              .toList();
      List<SpanView> spans = Collector.of(receiver).spans();
      assertEquals(
          sent.stream()
              .filter(message -> message.containsKey("method"))
              .map(message -> message.get("method") + " " + spanThatSent(message))
              .sorted()
              .toList(),
          spans.stream()
              .filter(span -> span.kind().equals("CLIENT"))
              .map(span -> span.attributes().get("mcp.method.name") + " " + span.spanId())
              .sorted()
              .toList());
      assertEquals(
          sent.stream()
              .filter(message -> !message.containsKey("method"))
              .map(message -> String.valueOf(message.get("id")))
              .sorted()
              .toList(),
          spans.stream()
              .filter(span -> span.kind().equals("SERVER"))
              .map(span -> String.valueOf(span.attributes().get("jsonrpc.request.id")))
              .sorted()
              .toList());
    }
  }

  private static void assertNoDifference(ConformanceSuite suite, String scenarios, ServerRun bare) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      ServerRun traced = checkServer(suite, scenarios, app().exportingTo(receiver));

      assertEquals(bare.report(), traced.report());
      List<SpanView> spans = Collector.of(receiver).spans();
      assertEquals(
          traced.handled(),
          spans.stream()
              .filter(span -> span.kind().equals("SERVER"))
              .map(span -> span.attributes().get("mcp.method.name") + " " + request(span))
              .sorted()
              .toList());
      assertEquals(
          traced.answers(),
          spans.stream()
              .filter(span -> span.kind().equals("CLIENT"))
              .filter(span -> span.attributes().containsKey("jsonrpc.request.id"))
              .map(ConformanceIT::request)
              .sorted()
              .toList());
    }
  }

  private static App app() {
    return App.on(Jdk.oldest());
  }

  private static ServerRun checkServer(ConformanceSuite suite, String scenarios, App app) {
    try (AppProcess server = app.main(ConformanceServer.class).start()) {
      ConformanceSuite.Report report =
          suite.checkServer("http://127.0.0.1:" + server.port() + "/mcp", scenarios);
      server.send("stop");
      assertEquals(0, server.awaitExit(AppProcess.PATIENCE), () -> server.stderr().toString());
      return new ServerRun(
          report,
          server.stdout().lines().stream()
              .filter(line -> line.startsWith("GOT "))
              .map(line -> Json.parse(line.substring("GOT ".length())))
              .toList());
    }
  }

  private static String request(SpanView span) {
    Map<String, Object> attributes = span.attributes();
    return attributes.get("jsonrpc.request.id") + " of " + attributes.get("mcp.session.id");
  }

  /** The span whose context a message carries. */
  private static String spanThatSent(Map<String, Object> message) {
    Object parent = Json.object(Json.object(message, "params"), "_meta").get("traceparent");
    return String.valueOf(parent).split("-")[2];
  }

  /** What the suite found in a server, and the messages that the server got meanwhile. */
  private record ServerRun(ConformanceSuite.Report report, List<Map<String, Object>> got) {

    /** Requests and notifications, but those that were refused as HTTP already. */
    List<String> handled() {
      return got.stream()
          .filter(message -> message.get("method") != null)
          .filter(message -> (int) message.get("status") < 400)
          .map(message -> message.get("method") + " " + request(message))
          .sorted()
          .toList();
    }

    /** What the suite's client answered to requests of the server. */
    List<String> answers() {
      return got.stream()
          .filter(message -> message.get("method") == null)
          .map(ServerRun::request)
          .sorted()
          .toList();
    }

    private static String request(Map<String, Object> message) {
      return message.get("id") + " of " + message.get("session");
    }
  }
}
