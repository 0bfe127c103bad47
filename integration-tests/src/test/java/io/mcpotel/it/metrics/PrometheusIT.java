// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.receiver.MetricsPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics that a Prometheus reads from the application under test. */
@Tag("matrix")
class PrometheusIT {

  private static final String EXPORTER = "otel.metrics.exporter";
  private static final String PORT = "otel.exporter.prometheus.port";
  private static final String HOST = "otel.exporter.prometheus.host";

  /** On Linux another name of this machine, which a socket on 127.0.0.1 does not listen to. */
  private static final String OTHER_LOOPBACK = "127.0.0.2";

  private static final int MOST_TRIES = 5;

  private final int port = Ports.free();
  private final MetricsPage page = new MetricsPage(port);

  @ParameterizedTest
  @CsvSource({"stdio, 17", "stdio, 25", "streamable, 17"})
  void metricsAreOnThePageAndNowhereElse(String transport, int jdk) {
    try (TestServer server = start(new ServerKind(transport, "sync", jdk), "prometheus")) {
      Call call = server.peer().callTool("echo");
      page.awaitServedCalls("echo", 1);
      server.peer().callTool("echo");
      page.awaitServedCalls("echo", 2);

      page.await("# TYPE mcp_server_operation_duration_seconds histogram"::equals);
      // What may fall is a gauge to a Prometheus, and what only grows a counter.
      page.await("# TYPE jvm_memory_used_bytes gauge"::equals);
      page.await("# TYPE jvm_thread_count gauge"::equals);
      assertEquals("tools/call echo", server.collector().serverSpan(call).name());
      server.collector().awaitLog(log -> "tools/call echo: ok".equals(log.body()));
      assertEquals(List.of(), server.collector().metrics());
      assertEquals(1, server.process().agentLines().size(), server.process().stderr()::toString);
      String greeting = server.process().agentLines().get(0);
      assertTrue(greeting.contains(url() + " (metrics)"), greeting);
    }
  }

  /** A Prometheus names what it can read; protocol buffers are not spoken, and text is for all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/openmetrics-text;version=1.0.0,text/plain;q=0.5 | application/openmetrics-text
          application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited \
          | text/plain
          text/html | text/plain
          application/openmetrics-text;version=1.0.0;escaping=allow-utf-8 | application/openmetrics-text
          """)
  void pageIsTextWhateverIsAskedFor(String accept, String contentType) {
    try (TestServer server = start(ServerKind.STDIO, "prometheus")) {
      server.peer().callTool("echo");
      page.awaitServedCalls("echo", 1);

      HttpProbe.Answer answer = page.read("Accept", accept);
      assertEquals(200, answer.status());
      assertTrue(
          answer
              .body()
              .lines()
              .anyMatch(
                  line ->
                      line.startsWith("mcp_server_operation_duration_seconds_count{")
                          && line.contains("gen_ai_tool_name=\"echo\"")),
          answer.body());
      assertEquals(contentType.startsWith("application"), answer.body().endsWith("# EOF\n"));
    }
  }

  @Test
  void nobodyButThisMachineIsAnswered() {
    try (TestServer server = start(ServerKind.STREAMABLE, "prometheus")) {
      page.await(line -> line.startsWith("mcp_"));

      assertFalse(Ports.isOpen(OTHER_LOOPBACK, port));
      server.process().send("stop");
      assertEquals(0, server.process().awaitExit(AppProcess.PATIENCE));
    }
  }

  @Test
  void hostOpensThePageToOthers() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO, Map.of(EXPORTER, "prometheus", PORT, "" + port, HOST, "0.0.0.0"))) {
      page.await(line -> line.startsWith("mcp_"));

      assertTrue(Ports.isOpen(OTHER_LOOPBACK, port));
      String greeting = server.process().agentLines().get(0);
      assertTrue(greeting.contains("http://0.0.0.0:" + port + "/metrics (metrics)"), greeting);
    }
  }

  @Test
  void metricsGoToBothWhereBothAreAskedFor() {
    try (TestServer server = start(ServerKind.STDIO, "otlp,prometheus")) {
      server.peer().callTool("echo");

      page.awaitServedCalls("echo", 1);
      server.collector().awaitServedCalls("echo", 1);
      String greeting = server.process().agentLines().get(0);
      assertTrue(greeting.contains(" by http/protobuf and " + url()), greeting);
    }
  }

  @Test
  void portThatIsTakenCostsThePageAndNothingElse() throws IOException {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        TestServer server = start(ServerKind.STDIO, "otlp,prometheus")) {
      Call call = server.peer().callTool("echo");

      assertEquals("tools/call echo", server.collector().serverSpan(call).name());
      server.collector().awaitLog(log -> "tools/call echo: ok".equals(log.body()));
      server.collector().awaitServedCalls("echo", 1);
      assertSaysOnce(server.process(), "Address already in use");
      assertTrue(taken.isBound());
    }
  }

  @Test
  void jvmWithoutAServerOfItsOwnHasThePage() {
    try (TestServer server =
        TestServer.start(
            TestServer.launch(ServerKind.STDIO)
                .option("--limit-modules=java.se,jdk.unsupported")
                .property(EXPORTER, "prometheus")
                .property(PORT, "" + port),
            ServerKind.STDIO)) {
      server.peer().callTool("echo");

      page.awaitServedCalls("echo", 1);
    }
  }

  /** They have five seconds each; a scrape that waited for them would see them go. */
  @Test
  void halfRequestsKeepNoScrapeWaiting() throws IOException {
    try (TestServer server = start(ServerKind.STDIO, "prometheus")) {
      page.await(line -> line.startsWith("mcp_"));

      boolean waits = true;
      for (int i = 0; i < MOST_TRIES && waits; i++) {
        waits = !isAnsweredBesideHalfRequests();
      }

      assertFalse(waits);
      assertEquals(1, server.process().agentLines().size(), server.process().stderr()::toString);
    }
  }

  private boolean isAnsweredBesideHalfRequests() throws IOException {
    List<Socket> half = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        half.add(send("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n"));
      }
      assertStatus(200, ask("GET", "Host: 127.0.0.1"));
      return !isEnded(half.get(half.size() - 1));
    } finally {
      for (Socket socket : half) {
        socket.close();
      }
    }
  }

  @Test
  void onlyWhoAsksForThisMachineAndReadsIsAnswered() throws IOException {
    try (TestServer server = start(ServerKind.STDIO, "prometheus")) {
      page.await(line -> line.startsWith("mcp_"));

      assertStatus(200, ask("GET", "Host: localhost:" + port));
      assertStatus(200, ask("HEAD", "Host: [::1]:" + port));
      assertStatus(403, ask("GET", "Host: rebound.example:" + port));
      assertStatus(403, ask("GET", "Host: 127.0.0.1:" + port + "\r\nOrigin: http://evil.example"));
      assertStatus(405, ask("POST", "Host: 127.0.0.1:" + port));
      assertFalse(ask("GET", "Host: rebound.example").contains("mcp_"));
    }
  }

  @Test
  void whereOthersAreLetInTheyMayAskByAddressAndByTheNamesThatAreGiven() throws IOException {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                EXPORTER,
                "prometheus",
                PORT,
                "" + port,
                HOST,
                "0.0.0.0",
                "otel.instrumentation.mcp.prometheus.hosts",
                "mcp.monitoring.svc, other.example"))) {
      page.await(line -> line.startsWith("mcp_"));

      assertStatus(200, ask("GET", "Host: 10.1.2.3:" + port));
      assertStatus(200, ask("GET", "Host: mcp-server:" + port));
      assertStatus(200, ask("GET", "Host: mcp.monitoring.svc:" + port));
      assertStatus(403, ask("GET", "Host: rebound.example:" + port));
    }
  }

  @Test
  void pageIsCompressedForWhoAsksForThat() throws IOException {
    try (TestServer server = start(ServerKind.STDIO, "prometheus")) {
      page.await(line -> line.startsWith("mcp_"));

      String answer = ask("GET", "Host: localhost\r\nAccept-Encoding: gzip");

      assertTrue(answer.contains("\r\nContent-Encoding: gzip\r\n"), answer);
      int body = answer.indexOf("\r\n\r\n") + 4;
      byte[] zipped = answer.substring(body).getBytes(StandardCharsets.ISO_8859_1);
      byte[] text = new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
      assertTrue(new String(text, StandardCharsets.UTF_8).contains("# TYPE mcp_"));
    }
  }

  @Test
  void pageDoesNotKeepTheJvmAlive() {
    try (TestServer server = start(ServerKind.STDIO, "prometheus")) {
      page.await(line -> line.startsWith("mcp_"));
      server.process().closeStdin();

      assertEquals(0, server.process().awaitExit(AppProcess.PATIENCE));
    }
  }

  /** An application may serve its own metrics with the library that this page is made with. */
  @Test
  void applicationsOwnClientOfPrometheusIsAnotherOne() {
    try (TestServer server =
        TestServer.start(
            TestServer.launch(ServerKind.STDIO)
                .environment("IO_PROMETHEUS_EXPORTER_HTTP_SERVER_PORT", "1")
                .property("io.prometheus.exporter.http_server.port", "1")
                .property("io.prometheus.of.the.application", "unknown")
                .property(EXPORTER, "prometheus")
                .property(PORT, "" + port),
            ServerKind.STDIO)) {
      server.peer().callTool("echo");

      page.awaitServedCalls("echo", 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"prometheus, true", "otlp, false"})
  void classesOfThePageAreLoadedOnlyWhereItIsAskedFor(
      String exporter, boolean loads, @TempDir Path folder) throws IOException {
    Path loaded = folder.resolve("loaded");
    try (TestServer server =
        TestServer.start(
            TestServer.launch(ServerKind.STDIO)
                .option("-Xlog:class+load:file=" + loaded)
                .property(EXPORTER, exporter)
                .property(PORT, "" + port),
            ServerKind.STDIO)) {
      server.collector().serverSpan(server.peer().callTool("echo"));
      if (loads) {
        page.awaitServedCalls("echo", 1);
      }
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      List<String> classes = Files.readAllLines(loaded);
      for (String name :
          List.of("io.mcpotel.agent.http.", ".own.prometheus.", ".exporter.prometheus.")) {
        assertEquals(loads, classes.stream().anyMatch(line -> line.contains(name)), name);
      }
      assertFalse(classes.stream().anyMatch(line -> line.contains(" sun.net.httpserver.")));
    }
  }

  private void assertSaysOnce(AppProcess process, String reason) {
    List<String> lines = process.agentLines();
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("metrics are not served at " + url()), lines::toString);
    assertTrue(lines.get(0).contains(reason), lines::toString);
    assertFalse(lines.get(1).contains(url()), lines::toString);
  }

  private Socket send(String request) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
    socket.setSoTimeout((int) AppProcess.PATIENCE.toMillis());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /** The whole answer, a character for each byte. */
  private String ask(String method, String headers) throws IOException {
    try (Socket socket = send(method + " /metrics HTTP/1.1\r\n" + headers + "\r\n\r\n")) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void assertStatus(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  /** Whether the other side has ended it, be it by a reset. */
  private static boolean isEnded(Socket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private TestServer start(ServerKind kind, String exporters) {
    return TestServer.start(kind, Map.of(EXPORTER, exporters, PORT, "" + port));
  }

  private String url() {
    return "http://127.0.0.1:" + port + "/metrics";
  }
}
