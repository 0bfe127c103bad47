// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long sessions are, as both sides count them. */
class SessionsIT {

  @Test
  void deletedSessionIsCountedOnceByTheServer() {
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE)) {
      server.collector().serverSpan(server.peer().callTool("slow", Map.of("ms", 300)));
      ((RawHttp) server.peer()).delete();

      assertSession(server, server.metricAttributes());
    }
  }

  @Tag("matrix")
  @Test
  void sessionOfAnSseConnectionIsCountedWhenTheServerStops() {
    try (TestServer server = TestServer.start(new ServerKind("sse", "sync", 17))) {
      server.collector().serverSpan(server.peer().callTool("slow", Map.of("ms", 300)));
      server.process().send("stop");
      server.process().awaitExit(AppProcess.PATIENCE);

      assertSession(server, server.metricAttributes());
    }
  }

  @Tag("matrix")
  @Test
  void sessionOfAStdioServerEndsWithItsStdin() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      server.collector().serverSpan(server.peer().callTool("slow", Map.of("ms", 300)));
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertSession(server, server.metricAttributes());
    }
  }

  @Tag("matrix")
  @Test
  void closedClientHasCountedItsSessionOnce() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            App.on(Jdk.oldest()).main(ServerMain.class, "streamable", "sync").start();
        TestClient client =
            TestClient.start(
                App.on(Jdk.oldest()).exportingTo(receiver),
                "sync",
                "streamable",
                60_000,
                List.of("http://127.0.0.1:" + server.port()))) {
      Object version = Json.parse(client.expect("init")).get("protocolVersion");
      client.expect("call [\"slow\",{\"ms\":300}]");
      client.expect("close");

      MetricView session =
          Collector.of(receiver)
              .awaitMetric(
                  "mcp.client.session.duration",
                  Map.of(
                      "mcp.protocol.version", version,
                      "network.transport", "tcp",
                      "network.protocol.name", "http",
                      "server.address", "127.0.0.1",
                      "server.port", (long) server.port()));
      assertEquals(1, session.count());
      assertEquals("s", session.unit());
      assertTrue(session.sum() >= 0.3 && session.sum() < 60, session::toString);
    }
  }

  private static void assertSession(TestServer server, Map<String, Object> attributes) {
    MetricView session = server.collector().awaitMetric("mcp.server.session.duration", attributes);
    assertEquals(1, session.count());
    assertEquals("s", session.unit());
    assertTrue(session.sum() >= 0.3 && session.sum() < 60, session::toString);
    assertEquals(14, session.bounds().size());
  }
}
