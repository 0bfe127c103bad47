// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** What the agent says on stderr when it starts, and how it is kept from starting. */
class StartUpIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CasesSource({"17", "25"})
  void oneLineSaysWhatIsOn(int jdk) {
    try (AppProcess server =
        launch(new ServerKind("stdio", "sync", jdk)).exportingTo("http://localhost:4399").start()) {
      List<String> lines = linesOfOneCall(server);

      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).startsWith("[mcp-otel-agent] 0.1.0"), lines::toString);
      assertTrue(lines.get(0).contains("MCP SDK 2.1.0"), lines::toString);
      assertTrue(lines.get(0).contains("http://localhost:4399"), lines::toString);
    }
  }

  @Test
  void jvmWithoutMcpHearsNothing() {
    try (AppProcess java =
        App.on(Jdk.oldest()).exportingTo("http://localhost:4399").option("-version").start()) {
      java.awaitExit(AppProcess.PATIENCE);
      assertEquals(List.of(), java.agentLines());
    }
  }

  /** Each of these would keep the next from being looked at, so they have a JVM each. */
  @ParameterizedTest
  @CasesSource({
    "otel.exporter.otlp.endpoint,not a url",
    "otel.exporter.otlp.endpoint,ftp://collector",
    "otel.exporter.otlp.protocol,carrier-pigeon",
    "otel.traces.exporter,jaegr",
  })
  void wrongDestinationIsToldInOneLineAndTheApplicationStarts(String property, String value) {
    assertEachIsToldInOneLine(Map.of(property, value));
  }

  @Test
  void wrongValuesAreToldInOneLineEachAndTheApplicationStarts() {
    assertEachIsToldInOneLine(
        Map.ofEntries(
            Map.entry("otel.instrumentation.mcp.remote-context", "sideways"),
            Map.entry("otel.instrumentation.mcp.handler-spans", "perhaps"),
            Map.entry("otel.instrumentation.mcp.capture", "everything"),
            Map.entry("otel.exporter.otlp.timeout", "soon"),
            Map.entry("otel.exporter.otlp.compression", "zip"),
            Map.entry("otel.bsp.schedule.delay", "often"),
            Map.entry("otel.bsp.max.queue.size", "-3"),
            Map.entry("otel.metric.export.interval", "now and then"),
            Map.entry("otel.traces.sampler", "sometimes"),
            Map.entry("otel.metrics.exporter", "prometheuss"),
            Map.entry("otel.propagators", "tracecontext,pigeon"),
            Map.entry("otel.resource.attributes", "nonsense"),
            Map.entry("otel.attribute.value.length.limit", "long")));
  }

  @Tag("matrix")
  @Test
  void amountsThatNobodyCanWaitForOrCountAreToldInOneLineEach() {
    assertEachIsToldInOneLine(
        Map.ofEntries(
            Map.entry("otel.instrumentation.mcp.enabled", "maybe"),
            Map.entry("otel.javaagent.enabled", "maybe"),
            Map.entry("otel.instrumentation.mcp.stuck-after", "999999d"),
            Map.entry("otel.instrumentation.mcp.idle-after", "0s"),
            Map.entry("otel.instrumentation.mcp.record.file.retention", "99999999999999999999d"),
            Map.entry("otel.instrumentation.mcp.record.file.max-size", "-1"),
            Map.entry("otel.instrumentation.mcp.capture.max-length", "9223372036854775808"),
            Map.entry("otel.instrumentation.mcp.max-names", "0"),
            Map.entry("otel.bsp.schedule.delay", "999998d"),
            Map.entry("otel.blrp.max.queue.size", "999999999"),
            Map.entry("otel.exporter.otlp.timeout", "999997d"),
            Map.entry("otel.metric.export.interval", "0")));
  }

  @Tag("matrix")
  @Test
  void whatIsOffOrFarTooMuchLeavesSpansAsTheyAre() {
    Map<String, String> properties =
        Map.of(
            "otel.instrumentation.mcp.record", "otlp,file",
            "otel.instrumentation.mcp.record.file", folder.resolve("mcp.jsonl").toString(),
            "otel.instrumentation.mcp.record.file.max-size", "off",
            "otel.instrumentation.mcp.record.file.retention", "off",
            "otel.instrumentation.mcp.stuck-after", "999999999d",
            "otel.instrumentation.mcp.idle-after", "off",
            "otel.instrumentation.mcp.redact.patterns", "((((,a{99999999999}",
            "otel.instrumentation.mcp.capture.include", "*?[,",
            "otel.instrumentation.mcp.catalog.baseline", "/");
    try (TestServer server = TestServer.start(ServerKind.STDIO, properties)) {
      Call call = server.peer().callTool("echo");

      assertEquals("tools/call echo", server.collector().serverSpan(call).name());
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);
      assertTrue(
          Files.isRegularFile(folder.resolve("mcp.jsonl")), server.process().stderr()::toString);
      assertTrue(
          server.collector().metrics().stream()
              .anyMatch(point -> point.name().equals("mcp.server.idle_sessions")));
    }
  }

  private static void assertEachIsToldInOneLine(Map<String, String> wrong) {
    try (AppProcess server =
        launch(ServerKind.STDIO).exportingTo("http://127.0.0.1:4399").properties(wrong).start()) {
      List<String> lines = linesOfOneCall(server);

      wrong.forEach(
          (property, value) -> {
            List<String> complaints =
                lines.stream()
                    .filter(line -> line.contains(property + "=") && line.contains(value))
                    .toList();
            assertEquals(1, complaints.size(), () -> property + " in " + lines);
            assertTrue(complaints.get(0).matches(".*(using|leaving it out).*"), lines::toString);
          });
      // The greeting comes last, or never where nothing can be exported.
      assertTrue(lines.size() <= wrong.size() + 1, lines::toString);
    }
  }

  @Tag("matrix")
  @Test
  void wrongSamplerArgumentIsToldInOneLine() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            launch(ServerKind.STDIO)
                .exportingTo(receiver)
                .properties(
                    Map.of(
                        "otel.traces.sampler", "traceidratio",
                        "otel.traces.sampler.arg", "half"))
                .start()) {
      List<String> lines = linesOfOneCall(server);

      assertEquals(
          1, lines.stream().filter(line -> line.contains("otel.traces.sampler.arg")).count());
    }
  }

  @ParameterizedTest
  @CasesSource({"otel.instrumentation.mcp.enabled", "otel.javaagent.enabled"})
  void switchedOffItLeavesTheJvmAlone(String property) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            launch(ServerKind.STDIO).exportingTo(receiver).property(property, "false").start()) {
      assertSilent(server, receiver);
    }
  }

  @ParameterizedTest
  @CasesSource({"OTEL_INSTRUMENTATION_MCP_ENABLED", "OTEL_JAVAAGENT_ENABLED"})
  void switchedOffInTheEnvironmentItLeavesTheJvmAlone(String variable) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            launch(ServerKind.STDIO).exportingTo(receiver).environment(variable, "false").start()) {
      assertSilent(server, receiver);
    }
  }

  @Tag("matrix")
  @Test
  void switchedOffInItsArgumentsItLeavesTheJvmAlone() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            launch(ServerKind.STDIO)
                .exportingTo(receiver)
                .agent("otel.instrumentation.mcp.enabled=false")
                .start()) {
      assertSilent(server, receiver);
    }
  }

  @Test
  void idleServerSendsWhatItHasUnderTheNameOfItsMainClass() throws IOException {
    Path loaded = folder.resolve("classes");
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            launch(ServerKind.STDIO)
                .agent("")
                .property("otel.exporter.otlp.endpoint", receiver.endpoint())
                // Nothing comes by itself: a JVM that is idle may be frozen.
                .property("otel.bsp.schedule.delay", "1h")
                .property("otel.blrp.schedule.delay", "1h")
                .option("-Xlog:class+load:file=" + loaded + "::filecount=0")
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call call = peer.callTool("echo");

      SpanView span = Collector.of(receiver).serverSpan(call);
      assertEquals(ServerMain.class.getName(), span.resource().get("service.name"));
      assertEquals("mcp.operation", Collector.of(receiver).awaitRecord(span).eventName());
    }
    assertStartsWithFewClasses(Files.readAllLines(loaded));
  }

  /** What docs/start-up.md tells: each class costs time, and one that the JVM has to make most. */
  private static void assertStartsWithFewClasses(List<String> loaded) {
    Pattern ours = Pattern.compile(" io\\.mcpotel\\.(agent|own\\.opentelemetry)\\.");
    // Those that calls run are the JVM's: see Lambdas.
    Pattern ofCalls = Pattern.compile("agent\\.(core|mcp|langchain4j|reactor|telemetry)\\.");
    List<String> made =
        loaded.stream()
            .filter(line -> ours.matcher(line).find() && line.contains("$$Lambda"))
            .filter(line -> !ofCalls.matcher(line).find())
            .toList();
    long weaving = loaded.stream().filter(line -> line.contains(" net.bytebuddy.")).count();

    assertTrue(loaded.stream().anyMatch(line -> ours.matcher(line).find()), "it did not start");
    assertEquals(List.of(), made);
    assertTrue(weaving < 60, () -> weaving + " classes of ASM");
  }

  private static void assertSilent(AppProcess server, OtlpReceiver receiver) {
    assertEquals(List.of(), linesOfOneCall(server));
    assertEquals(0, receiver.requestCount());
  }

  /** Makes a call that must be answered, and returns what the agent said until the JVM's end. */
  private static List<String> linesOfOneCall(AppProcess server) {
    RawPeer peer = new RawStdio(server);
    peer.initialize();
    peer.callTool("echo").text();
    server.terminate();
    server.awaitExit(AppProcess.PATIENCE);
    return server.stderr().lines().stream()
        // The collector of these tests is not there, which is another test's matter.
        .filter(line -> !line.contains("Failed to export"))
        .toList();
  }

  private static App launch(ServerKind kind) {
    return TestServer.launch(kind);
  }
}
