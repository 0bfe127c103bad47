// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.newest.ConformanceClient;
import io.mcpotel.it.app.newest.ConformanceServer;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The protocol's own conformance suite finds the same with the agent as without, check by check,
 * and no message goes without its span meanwhile.
 */
@Tag("matrix")
class ConformanceIT {

  private static final String RELEASE = "0.1.16";
  private static final String NEXT = "0.2.0-alpha.12";

  /** Most of what is beyond the active ones no SDK for Java knows yet, and fails. */
  @ParameterizedTest
  @CsvSource({RELEASE + ",40", NEXT + ",73"})
  void serverPassesEveryActiveCheckAndFailsNoOther(String version, int active) {
    ConformanceSuite suite = ConformanceSuite.install(version);
    ConformanceSuite.Report passed = checkServer(suite, "active", app()).report();
    assertEquals(0, passed.exit(), () -> passed.checks().toString());
    assertEquals(active, passed.checks().size());

    ConformanceSuite.Report traced = assertNoDifference(suite, checkServer(suite, "all", app()));
    assertTrue(traced.checks().containsAll(passed.checks()), () -> traced.checks().toString());
  }

  @ParameterizedTest
  @CsvSource({
    RELEASE + ",initialize,0",
    RELEASE + ",tools_call,0",
    RELEASE + ",elicitation-sep1034-client-defaults,0",
    // The SDK fails it.
    RELEASE + ",sse-retry,1",
    // It has those above as well.
    NEXT + ",json-schema-2020-12-preservation,0",
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
      assertIterableEquals(bare.checks(), traced.checks());
      List<Map<String, Object>> sent = messages(traced.clientLines(), "SENT ");
      assertIterableEquals(
          sorted(sent.stream().filter(ConformanceIT::isAsked).map(ConformanceIT::context)),
          sorted(
              spans(receiver, "CLIENT")
                  .map(span -> method(span) + " " + span.traceId() + "-" + span.spanId())));
      assertIterableEquals(
          sorted(sent.stream().filter(message -> !isAsked(message)).map(ConformanceIT::id)),
          sorted(spans(receiver, "SERVER").map(span -> id(span))));
    }
  }

  /** What is found of a server with the agent, which is what was found without. */
  private static ConformanceSuite.Report assertNoDifference(
      ConformanceSuite suite, ServerRun bare) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      ServerRun traced = checkServer(suite, "all", app().exportingTo(receiver));

      assertEquals(bare.report().exit(), traced.report().exit());
      assertIterableEquals(bare.report().checks(), traced.report().checks());
      assertIterableEquals(bare.report().details(), traced.report().details());
      assertIterableEquals(
          traced.handled(),
          sorted(
              spans(receiver, "SERVER")
                  .map(span -> method(span) + " " + id(span) + " " + session(span))));
      // The suite's client answers each request of the server's.
      assertIterableEquals(
          traced.answers(),
          sorted(
              spans(receiver, "CLIENT")
                  .filter(span -> !method(span).startsWith("notifications/"))
                  .map(span -> id(span) + " " + session(span))));
      return traced.report();
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
      return new ServerRun(report, messages(server.stdout().lines(), "GOT "));
    }
  }

  /** What the test applications tell of the wire. */
  private static List<Map<String, Object>> messages(List<String> lines, String prefix) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> Json.parse(line.substring(prefix.length())))
        .toList();
  }

  /** A request or a notification, and no answer to one. */
  private static boolean isAsked(Map<String, Object> message) {
    return message.get("method") != null;
  }

  private static String id(Map<String, Object> message) {
    return String.valueOf(message.get("id"));
  }

  /** The method, and the span that the message names as its parent. */
  private static String context(Map<String, Object> message) {
    Object parent = Json.object(Json.object(message, "params"), "_meta").get("traceparent");
    return message.get("method") + String.valueOf(parent).replaceFirst("^00-(.*)-..$", " $1");
  }

  private static Stream<SpanView> spans(OtlpReceiver receiver, String kind) {
    return Collector.of(receiver).spans().stream().filter(span -> span.kind().equals(kind));
  }

  private static String method(SpanView span) {
    return String.valueOf(span.attributes().get("mcp.method.name"));
  }

  private static String id(SpanView span) {
    return String.valueOf(span.attributes().get("jsonrpc.request.id"));
  }

  private static String session(SpanView span) {
    return String.valueOf(span.attributes().get("mcp.session.id"));
  }

  private static List<String> sorted(Stream<String> texts) {
    return texts.sorted().toList();
  }

  /** What the suite found in a server, and the messages that the server got meanwhile. */
  private record ServerRun(ConformanceSuite.Report report, List<Map<String, Object>> got) {

    /** Requests and notifications, but those that were refused as HTTP already. */
    List<String> handled() {
      return sorted(
          got.stream()
              .filter(ConformanceIT::isAsked)
              .filter(message -> (int) message.get("status") < 400)
              .map(message -> message.get("method") + " " + request(message)));
    }

    List<String> answers() {
      return sorted(got.stream().filter(message -> !isAsked(message)).map(ServerRun::request));
    }

    private static String request(Map<String, Object> message) {
      return id(message) + " " + message.get("session");
    }
  }
}
