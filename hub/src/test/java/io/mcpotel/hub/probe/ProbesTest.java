// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is asked from outside. */
@Timeout(120)
class ProbesTest {

  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile boolean isWell = true;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/mcp", this::mcp);
    server.createContext("/health", this::health);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anMcpEndpointIsInitializedPingedAndLeft() throws Exception {
    Probe probe = settings("{name: weather, mcp: \"%s/mcp\", headers: {X-Key: k}}").probes().get(0);
    assertEquals("The weather", new Client(probe).ask().orElseThrow());
    assertEquals(
        List.of(
            "POST initialize null null k",
            "POST notifications/initialized s-1 2025-06-18 k",
            "POST ping s-1 2025-06-18 k",
            "DELETE s-1"),
        asked);
  }

  @Test
  void whatIsNoMcpOrDoesNotAnswerSaysWhy() throws Exception {
    Probe other = settings("{name: x, mcp: \"%s/health\"}").probes().get(0);
    assertEquals("initialize was answered with something else than MCP", failure(other));
    isWell = false;
    assertEquals("initialize was answered 503", failure(other));
    Probe silent = settings("{name: x, mcp: \"%s/mcp\", timeout: 300ms}").probes().get(0);
    assertEquals("no answer within 300 ms", failure(silent));
    server.stop(0);
    assertTrue(failure(other).startsWith("ConnectException"), failure(other));
  }

  @Test
  void itIsReportedAsIfTheServerHadDoneSoItself() throws Exception {
    try (DuckDb store = DuckDb.open(DataFolder.open(folder));
        CommitQueue queue = new CommitQueue(store, 1_000);
        Probes probes =
            new Probes(settings("{name: weather, health: \"%s/health\", every: 1s}"), queue)) {
      await(store, "up", 0);
      isWell = false;
      await(store, "unresponsive", 3);
      isWell = true;
      await(store, "up", 0);
    }
  }

  /** One that is looked at late may have failed more often. */
  private static void await(DuckDb store, String state, long failures) throws Exception {
    while (true) {
      List<Map<String, Object>> last =
          store.query(
              "SELECT service, state, reason, CAST(json_extract_string(attributes,"
                  + " '$.probe.failures') AS BIGINT) AS failures FROM reports"
                  + " ORDER BY received DESC LIMIT 1",
              Map.of());
      if (!last.isEmpty()
          && last.get(0).get("state").equals(state)
          && (Long) last.get(0).get("failures") >= failures) {
        assertEquals("weather", last.get(0).get("service"));
        return;
      }
      Thread.sleep(50);
    }
  }

  private static String failure(Probe probe) throws InterruptedException {
    try {
      new Client(probe).ask();
      throw new AssertionError("It answered");
    } catch (Failed e) {
      return e.getMessage();
    }
  }

  private ProbeSettings settings(String probe) throws ConfigException {
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    ConfigFile file =
        ConfigFile.of(Path.of("hub.yaml"), "probes: [" + probe.replace("%s", base) + "]", Map.of());
    ProbeSettings settings = ProbeSettings.read(file.fields());
    file.finish();
    return settings;
  }

  private void health(HttpExchange exchange) throws IOException {
    answer(exchange, isWell ? 200 : 503, "application/json", "{}");
  }

  /** As the specification has it: one answer in JSON, the other in a stream that stays open. */
  private void mcp(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
    if (exchange.getRequestMethod().equals("DELETE")) {
      asked.add("DELETE " + session);
      answer(exchange, 204, null, "");
      return;
    }
    String method = body.replaceAll(".*\"method\":\"([^\"]*)\".*", "$1");
    asked.add(
        "POST "
            + method
            + " "
            + session
            + " "
            + exchange.getRequestHeaders().getFirst("MCP-Protocol-Version")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Key"));
    if (!isWell) {
      return;
    }
    switch (method) {
      case "initialize" -> {
        exchange.getResponseHeaders().set("Mcp-Session-Id", "s-1");
        answer(
            exchange,
            200,
            "application/json",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-06-18\","
                + "\"serverInfo\":{\"name\":\"The weather\"}}}");
      }
      case "ping" -> {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String stream =
            ": hello\n\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}\n\n";
        exchange.getResponseBody().write(stream.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
      default -> answer(exchange, 202, null, "");
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (type != null) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
