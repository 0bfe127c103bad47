// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.newest.SlowStart;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application does not wait for the agent, however long that takes to start. */
class SlowStartIT {

  @Test
  void callsAreAnsweredMeanwhileAndAreOnRecordAfterwards(@TempDir Path folder) throws IOException {
    Path gate = folder.resolve("gate");
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            App.on(Jdk.oldest())
                .exportingTo(receiver)
                .main(SlowStart.class, gate.toString())
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call call = peer.callTool("echo");
      assertEquals(List.of(), server.agentLines());
      assertTrue(server.stderr().lines().contains("still interrupted: true"));

      Files.createFile(gate);

      Collector collector = Collector.of(receiver);
      assertEquals("tools/call echo", collector.serverSpan(call).name());
      collector.awaitSpan("SERVER", "initialize");
    }
  }
}
