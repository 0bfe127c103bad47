// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.settings.HealthSettings;
import io.mcpotel.agent.http.SharedListener;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.record.Stderr;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthPagesTest {

  private static final int PATIENCE_MILLIS = 60_000;

  private final TestHealthSource serverHealth = new TestHealthSource();

  private SharedListener serve(String host, int port) {
    return HealthPages.serve(
        new HealthSettings(host, port, List.of("probe.example.com"), null, null),
        serverHealth,
        "1.2.3",
        task -> {
          Thread thread = new Thread(task, "listener");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static String ask(SharedListener pages, String method, String path, String host)
      throws IOException {
    InetSocketAddress loopback =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), pages.address().getPort());
    try (Socket socket = new Socket(loopback.getAddress(), loopback.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ")[1]);
  }

  private static Map<?, ?> json(String answer) throws IOException {
    return McpJsonDefaults.getMapper().readValue(answer.split("\r\n\r\n", 2)[1], Map.class);
  }

  @ParameterizedTest
  @CsvSource({
    "STARTING, 200, 503",
    "UP, 200, 200",
    "IDLE, 200, 200",
    "FAILING, 200, 200",
    "SLOW, 200, 200",
    "UNRESPONSIVE, 503, 503",
    "BROKEN, 503, 503",
  })
  void statusTellsWhatToDo(ServerState state, int live, int ready) throws Exception {
    try (SharedListener pages = serve("127.0.0.1", 0)) {
      serverHealth.become(state, "it is so");

      String answer = ask(pages, "GET", "/health/live", "localhost");
      assertEquals(live, status(answer));
      assertEquals(state.word(), json(answer).get("state"));
      assertEquals("it is so", json(answer).get("reason"));
      assertEquals(live, status(ask(pages, "GET", "/health", "localhost")));
      assertEquals(ready, status(ask(pages, "GET", "/health/ready", "localhost")));
    }
  }

  /** Who is not ready gets no client: it must not wait for its first one. */
  @Test
  void serverThatNobodyHasAskedYetIsReady() throws Exception {
    try (SharedListener pages = serve("127.0.0.1", 0)) {
      serverHealth.become(TestHealthSource.waiting());

      String answer = ask(pages, "GET", "/health/ready", "localhost");

      assertEquals(200, status(answer));
      assertEquals("starting", json(answer).get("state"));
    }
  }

  @Test
  void bodyTellsAllThereIs() throws Exception {
    try (SharedListener pages = serve("127.0.0.1", 0)) {
      String answer = ask(pages, "GET", "/health", "localhost");

      assertTrue(answer.contains("\r\nContent-Type: application/json\r\n"), answer);
      assertTrue(answer.contains("\r\nCache-Control: no-store\r\n"), answer);
      Map<?, ?> json = json(answer);
      assertEquals("2023-11-14T22:13:20Z", json.get("since"));
      assertEquals(61.5, json.get("uptime_seconds"));
      assertEquals(40, json.get("requests_total"));
      assertEquals(2, json.get("errors_total"));
      Map<?, ?> windows = (Map<?, ?>) json.get("windows");
      assertEquals(
          Map.of("requests", 3, "errors", 1, "p50_ms", 1.5, "p95_ms", 2.0, "p99_ms", 12.345),
          windows.get("1m"));
      assertTrue(windows.containsKey("10m"));
      Map<?, ?> empty = (Map<?, ?>) windows.get("5m");
      assertTrue(empty.containsKey("p95_ms"));
      assertNull(empty.get("p95_ms"));
      assertEquals(2, json.get("sessions"));
      assertEquals(1, json.get("open_requests"));
      assertEquals(0.25, json.get("oldest_request_seconds"));
      assertNull(json.get("last_success_seconds"));
      assertEquals(5, json.get("registered_tools"));
      List<?> rules = (List<?>) json.get("rules");
      assertEquals(
          Map.of(
              "rule", "mcp_p95_latency_exceeds",
              "firing", true,
              "since", "2023-11-14T22:13:20Z",
              "value", "2.4s",
              "threshold", "2s/10m",
              "summary", "slow"),
          rules.get(0));
      assertNull(((Map<?, ?>) rules.get(1)).get("since"));
      Map<?, ?> tool = (Map<?, ?>) ((List<?>) json.get("tools")).get(0);
      assertEquals("weather", tool.get("name"));
      assertEquals(6.0, tool.get("p95_ms"));
      assertEquals("s \"1\"\n\u202e😀", ((Map<?, ?>) json.get("server")).get("name"));
      assertEquals("1.2.3", json.get("agent_version"));
      assertEquals(List.of("2.1.0"), json.get("sdk_versions"));
      assertFalse(
          json(ask(pages, "GET", "/health/live", "localhost")).containsKey("tools"),
          "a probe has no use for each tool");
    }
  }

  @Test
  void isReadOnlyAndNothingElseIsThere() throws Exception {
    try (SharedListener pages = serve("127.0.0.1", 0)) {
      String head = ask(pages, "HEAD", "/health/live", "localhost");
      assertEquals(200, status(head));
      assertTrue(head.endsWith("\r\n\r\n"), head);
      assertEquals(405, status(ask(pages, "POST", "/health/live", "localhost")));
      String missing = ask(pages, "GET", "/healthz", "localhost");
      assertEquals(404, status(missing));
      assertTrue(missing.endsWith("There is /health, /health/live, /health/ready.\n"), missing);
    }
  }

  @Test
  void othersWebPagesCannotReadIt() throws Exception {
    try (SharedListener pages = serve("127.0.0.1", 0)) {
      assertEquals(403, status(ask(pages, "GET", "/health", "evil.example.com")));
      assertEquals(200, status(ask(pages, "GET", "/health", "probe.example.com")));
    }
  }

  /** The kubelet asks by the pod's address, load balancers by that of the target. */
  @Test
  void probesOfOtherMachinesAreAnswered() throws Exception {
    try (SharedListener pages = serve("0.0.0.0", 0)) {
      assertEquals(200, status(ask(pages, "GET", "/health/live", "10.244.1.7:8085")));
      assertEquals(200, status(ask(pages, "GET", "/health/live", "[fd00:10:244::7]:8085")));
      assertEquals(200, status(ask(pages, "GET", "/health/live", "mcp-server:8085")));
      assertEquals(403, status(ask(pages, "GET", "/health/live", "evil.example.com")));
    }
  }

  @Test
  void takenPortIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Stderr stderr = new Stderr()) {
      assertNull(serve("127.0.0.1", taken.getLocalPort()));
      assertEquals(
          List.of(
              "[mcp-otel-agent] health is not served at http://127.0.0.1:"
                  + taken.getLocalPort()
                  + "/health: Address already in use."),
          stderr.lines());
    }
  }

  @Test
  void unknownHostIsTold() {
    try (Stderr stderr = new Stderr()) {
      assertNull(serve("256.256.256.256", 1));
      assertEquals(1, stderr.lines().size());
      assertTrue(stderr.lines().get(0).endsWith("/health: the host is unknown."));
    }
  }
}
