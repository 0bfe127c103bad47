// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's jar, and a real MCP server and client under the agent's. */
class HubIT {

  @TempDir Path folder;

  @Test
  void toldByAgentsOverHttpAndGrpcItAnswersWhatTheFleetDid() throws Exception {
    try (HubProcess hub = HubProcess.start(folder.resolve("data"))) {
      String reports = hub.endpoint() + "/api/v1/metrics";
      Process server = underAgent(hub.endpoint(), "http/protobuf", reports, "SampleServer", "0");
      try {
        int port = port(server);
        Process client =
            underAgent(
                hub.grpcEndpoint(), "grpc", reports, "SampleClient", "http://127.0.0.1:" + port);
        client.getInputStream().readAllBytes();
        assertEquals(0, client.waitFor());

        HubProcess.await(() -> sum(hub.get("/api/v1/tools").get("tools"), "calls") >= 26);

        // What it reports and what it exports are of one and the same instance.
        HubProcess.await(
            () -> {
              JsonNode servers = hub.get("/api/v1/servers").get("servers");
              return servers.size() == 1 && !servers.get(0).get("state").isNull();
            });
        JsonNode fleet = hub.get("/api/v1/servers").get("servers");
        JsonNode row = one(fleet, "service", "weather-server");
        assertTrue(row.get("calls").asInt() > 26, row::toString);
        assertTrue(row.get("errors").asInt() >= 2, row::toString);
        assertEquals(1, row.get("sessions").asInt(), row::toString);
        assertEquals("1.0.0", row.get("server_version").asText());
        assertTrue(
            0 < row.get("p50_ms").asDouble()
                && row.get("p50_ms").asDouble() <= row.get("p95_ms").asDouble()
                && row.get("p95_ms").asDouble() <= row.get("p99_ms").asDouble(),
            row::toString);

        JsonNode weather = one(hub.get("/api/v1/tools").get("tools"), "tool", "weather");
        assertEquals(20, weather.get("calls").asInt());
        assertEquals(0, weather.get("errors").asInt());

        List<JsonNode> operations = pages(hub, "role=server&tool=weather&limit=7");
        assertEquals(20, operations.size());
        Set<String> requests = new HashSet<>();
        operations.forEach(operation -> requests.add(operation.get("request_id").asText()));
        assertEquals(20, requests.size());

        // The client sends no records, so that its operations are those of its spans.
        String trace = "/api/v1/traces/" + operations.get(0).get("trace_id").asText();
        HubProcess.await(() -> kinds(hub.get(trace)).containsAll(Set.of("client", "server")));
        assertEquals(2, hub.get(trace).get("operations").size());

        // 2 of its 28 calls fail, by which it may be called failing.
        assertTrue(Set.of("up", "failing", "slow").contains(state(row)), row::toString);
        JsonNode sessions = hub.get("/api/v1/sessions?service=weather-server").get("sessions");
        assertEquals(1, sessions.size(), sessions::toString);
        String session = sessions.get(0).get("session_id").asText();
        assertEquals(2, sides(hub.get("/api/v1/sessions/" + session)), "of both sides");
        JsonNode called = hub.get("/api/v1/clients").get("clients").get(0);
        assertTrue(called.get("calls").asInt() > 26, called::toString);
        JsonNode calls = hub.get("/api/v1/series?metric=calls&by=tool&from=15m").get("series");
        assertEquals("weather", calls.at("/0/labels/tool").asText(), calls::toString);

        JsonNode pipeline = hub.get("/api/v1/pipeline");
        assertTrue(pipeline.at("/received/operations").asInt() > 52, pipeline::toString);
        assertEquals("7d", pipeline.at("/store/retention").asText(), pipeline::toString);
        assertTrue(pipeline.at("/store/bytes").asLong() > 0, pipeline::toString);

        server.destroy();
        HubProcess.await(
            () -> state(hub.get("/api/v1/servers").get("servers").get(0)).equals("gone"));
      } finally {
        server.destroyForcibly();
      }
      assertEquals("", hub.stderr());
    }
  }

  @Test
  void aSecondHubOnTheFolderAndOneThatListensElsewhereAreRefusedInALine() {
    Path data = folder.resolve("data");
    try (HubProcess hub = HubProcess.start(data)) {
      String refused = HubProcess.failure(data);
      assertTrue(refused.contains("another hub uses the folder " + data), refused);
      assertEquals(1, refused.lines().count(), refused);
      assertTrue(hub.isAlive());
    }
    String refused = HubProcess.failure(data, "--host", "0.0.0.0");
    assertTrue(refused.contains("need tokens"), refused);
    assertEquals(1, refused.lines().count(), refused);
  }

  @Test
  void killedItLeavesNothingBehindButItsFolderWhichIsItsOwnersOnly() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path data = folder.resolve("new/data");
    HubProcess.start(data, "-Djava.io.tmpdir=" + temporary).kill();

    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
    }
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
  }

  private static Process underAgent(
      String endpoint, String protocol, String reports, String main, String argument)
      throws IOException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-javaagent:" + System.getProperty("agent.jar"),
            "-Dotel.exporter.otlp.endpoint=" + endpoint,
            "-Dotel.exporter.otlp.protocol=" + protocol,
            "-Dotel.instrumentation.mcp.report.endpoint=" + reports,
            "-Dotel.instrumentation.mcp.report.interval=1s",
            "-Dotel.instrumentation.mcp.record=" + (main.equals("SampleServer") ? "otlp" : "none"),
            "-Dotel.service.name="
                + (main.equals("SampleServer") ? "weather-server" : "weather-client"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.mcpotel.sample." + main,
            argument);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The server's first line. */
  private static int port(Process server) throws IOException {
    BufferedReader lines = server.inputReader();
    return Integer.parseInt(lines.readLine());
  }

  private static List<JsonNode> pages(HubProcess hub, String filter) {
    List<JsonNode> rows = new ArrayList<>();
    String to = hub.get("/api/v1/servers").get("to").asText();
    String path = "/api/v1/operations?to=" + to + "&" + filter;
    JsonNode page = hub.get(path);
    page.get("operations").forEach(rows::add);
    while (!page.get("next").isNull()) {
      page = hub.get(path + "&cursor=" + page.get("next").asText());
      page.get("operations").forEach(rows::add);
    }
    return rows;
  }

  private static JsonNode one(JsonNode rows, String column, String value) {
    for (JsonNode row : rows) {
      if (row.get(column).asText().equals(value)) {
        return row;
      }
    }
    throw new AssertionError("No " + value + " in " + rows);
  }

  private static String state(JsonNode server) {
    return server.get("state").asText();
  }

  private static int sides(JsonNode session) {
    Set<String> services = new HashSet<>();
    session
        .get("entries")
        .forEach(
            entry -> {
              if (entry.get("kind").asText().equals("operation")) {
                services.add(entry.get("service").asText());
              }
            });
    return services.size();
  }

  private static int sum(JsonNode rows, String column) {
    int sum = 0;
    for (JsonNode row : rows) {
      sum += row.get(column).asInt();
    }
    return sum;
  }

  private static Set<String> kinds(JsonNode trace) {
    Set<String> kinds = new HashSet<>();
    trace.get("spans").forEach(span -> kinds.add(span.get("kind").asText()));
    return kinds;
  }
}
