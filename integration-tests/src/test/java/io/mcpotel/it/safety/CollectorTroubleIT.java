// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A collector in trouble is not the application's trouble. */
@Isolated("it looks at the clock")
class CollectorTroubleIT {

  /** More than the agent's queue takes, so that spans must be dropped. */
  private static final int CALLS = 600;

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void collectorThatIsDown() {
    String endpoint = receiver.endpoint();
    receiver.close();
    assertCallsAreAnsweredAndStderrIsQuiet(endpoint);
  }

  @Tag("matrix")
  @Test
  void collectorThatAnswers500() {
    receiver.respondWith(500, "trouble".getBytes(StandardCharsets.UTF_8));
    assertCallsAreAnsweredAndStderrIsQuiet(receiver.endpoint());
    assertTrue(receiver.requestCount() > 0);
  }

  @Tag("matrix")
  @Test
  void collectorThatAnswersGarbage() {
    receiver.respondWith(200, "<html>no collector</html>".getBytes(StandardCharsets.UTF_8));
    assertCallsAreAnsweredAndStderrIsQuiet(receiver.endpoint());
    assertTrue(receiver.requestCount() > 0);
  }

  @Test
  void collectorThatIsSlow() {
    receiver.delayResponses(Duration.ofSeconds(60));
    assertCallsAreAnsweredAndStderrIsQuiet(receiver.endpoint());
  }

  @Tag("matrix")
  @Test
  void collectorWhoseNameIsUnknown() {
    assertCallsAreAnsweredAndStderrIsQuiet("http://collector.invalid:4318");
  }

  private static void assertCallsAreAnsweredAndStderrIsQuiet(String endpoint) {
    try (AppProcess server =
        launch(endpoint)
            .property("otel.bsp.max.queue.size", "64")
            .property("otel.bsp.max.export.batch.size", "32")
            .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      peer.callTool("echo");
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        assertFalse(peer.callTool("echo").result().isEmpty());
      }
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      server.closeStdin();
      server.awaitExit(AppProcess.PATIENCE);

      // Without the agent it is a millisecond a call; one export's timeout alone is ten seconds.
      assertTrue(millis < 10L * CALLS, () -> CALLS + " calls took " + millis + " ms");
      List<String> lines = server.stderr().lines();
      assertTrue(lines.get(0).startsWith("[mcp-otel-agent] "), lines::toString);
      // The greeting, at most one warning a minute for each signal, and the drops at the end.
      assertTrue(lines.size() <= 4, lines::toString);
      assertEquals(lines, server.agentLines());
    }
  }

  private static App launch(String endpoint) {
    return TestServer.launch(ServerKind.STDIO).exportingTo(endpoint);
  }
}
