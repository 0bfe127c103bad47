// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.receive.CollectorTables;
import io.mcpotel.hub.store.ClickHouse;
import io.mcpotel.hub.store.ClickHouseAddress;
import io.mcpotel.hub.store.ClickHouseServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's jar on a ClickHouse. */
@Tag("clickhouse")
@Tag("matrix")
class ClickHouseHubIT {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String SECRET = "sesame%20%26%20co";

  @TempDir Path folder;
  private ClickHouseServer server;
  private ClickHouseAddress address;

  @BeforeEach
  void newDatabase() throws Exception {
    server = ClickHouseServer.shared();
    address = server.newDatabase();
  }

  @Test
  void oneThatLosesItsClickHouseGoesOnAndRecovers() throws Exception {
    try (Forwarder way = new Forwarder(server.port())) {
      Path data = folder.resolve("data");
      try (HubProcess hub = start(data, way.port())) {
        assertEquals(200, post(hub, "a", "b"));
        assertEquals(200, post(hub, "a"), "another record: it has another time");
        assertEquals(3, kept());

        way.cut();
        assertEquals(503, post(hub, "c"));
        assertEquals(503, post(hub, "c"));
        for (int i = 0; i < 3; i++) {
          AssertionError unanswered =
              assertThrows(AssertionError.class, () -> hub.get("/api/v1/tools"));
          assertTrue(unanswered.getMessage().startsWith("503"), unanswered::getMessage);
        }
        assertTrue(hub.isAlive());
        String said = hub.stderr();
        for (String once : List.of("Batches are refused", "/api/v1/tools")) {
          assertEquals(1, said.lines().filter(line -> line.contains(once)).count(), said);
        }
        assertTrue(said.contains("cannot be reached"), said);
        assertFalse(said.contains("sesame"), said);

        way.mend();
        HubProcess.await(() -> post(hub, "d") == 200);
        assertEquals(4, hub.get("/api/v1/tools").at("/tools/0/calls").asInt());
        hub.kill();
      }
      assertEquals(4, kept(), "what was acknowledged");
      try (HubProcess hub = start(data, way.port())) {
        assertEquals(200, post(hub, "e"));
        assertEquals(5, kept());
      }
    }
  }

  @Test
  void oneThatOnlyReadsAnswersWhatACollectorWrote() throws Exception {
    for (String table : CollectorTables.DEFINITIONS) {
      ClickHouseServer.execute(address, table);
    }
    HubProcess.Ended schema = HubProcess.run("clickhouse-schema", "--retention=30d");
    assertEquals(0, schema.status(), schema.stderr());
    for (String statement : schema.stdout().replaceAll("(?m)^--.*\n", "").split(";\n")) {
      if (!statement.isBlank()) {
        ClickHouseServer.execute(address, statement);
      }
    }
    ClickHouseServer.execute(
        address, CollectorTables.rows(Batches.operations("weather", List.of("1", "2"))));
    try (HubProcess hub =
        HubProcess.startWith(
            folder.resolve("reads"),
            "--store=clickhouse",
            "--clickhouse.read_only=true",
            "--clickhouse.url=" + url(server.port()))) {
      assertEquals(403, post(hub, "3"));
      JsonNode operations = hub.get("/api/v1/operations").get("operations");
      assertEquals(2, operations.size(), operations::toString);
      assertEquals("echo", operations.at("/0/tool").asText(), operations::toString);
      JsonNode servers = hub.get("/api/v1/servers").get("servers");
      assertEquals("weather-1", servers.at("/0/instance").asText(), servers::toString);
      assertEquals(2, servers.at("/0/calls").asInt(), servers::toString);
      JsonNode store = hub.get("/api/v1/pipeline").get("store");
      assertEquals("clickhouse", store.get("engine").asText());
      assertEquals(2, store.at("/rows/operations").asInt(), store::toString);
      assertTrue(store.get("bytes").asLong() > 0, store::toString);
      assertEquals("", hub.stderr());
    }
  }

  @Test
  void whatIsWrongAtTheStartIsSaidInALineWithoutThePassword() {
    Path data = folder.resolve("wrong");
    for (String url :
        List.of(
            "http://hub:tell-nobody@127.0.0.1:" + server.port() + "/d",
            "http://hub:tell-nobody@127.0.0.1:1/d",
            "hub:tell-nobody@127.0.0.1")) {
      String said = HubProcess.failure(data, "--store=clickhouse", "--clickhouse.url", url);
      assertEquals(1, said.lines().count(), said);
      assertFalse(said.contains("tell-nobody"), said);
    }
  }

  private HubProcess start(Path data, int port) {
    return HubProcess.startWith(data, "--store=clickhouse", "--clickhouse.url", url(port));
  }

  private String url(int port) {
    return "http://hub:" + SECRET + "@127.0.0.1:" + port + "/" + address.database();
  }

  private static int post(HubProcess hub, String... requestIds) {
    byte[] body = Batches.operations("weather", List.of(requestIds)).toByteArray();
    return hub.post("/v1/logs", PROTOBUF, body).statusCode();
  }

  private long kept() throws Exception {
    try (ClickHouse store = ClickHouse.openReadOnly(address)) {
      return (Long) store.query("SELECT count(*) AS n FROM operations", Map.of()).get(0).get("n");
    }
  }
}
