// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.newest.SlowStart;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
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
import org.junit.jupiter.api.Tag;
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

  @Tag("matrix")
  @Test
  void aServerIsToldOfTheSpanThatItsClientMakesAfterwards(@TempDir Path folder) throws IOException {
    Path gate = folder.resolve("gate");
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE);
        OtlpReceiver receiver = OtlpReceiver.start();
        TestClient client =
            TestClient.of(
                App.on(Jdk.oldest())
                    .exportingTo(receiver)
                    .main(
                        SlowStart.class,
                        gate.toString(),
                        "sync",
                        "streamable",
                        "60000",
                        "http://127.0.0.1:" + server.process().port())
                    .start())) {
      client.expect("init");
      client.expect("call [\"echo\"]");
      assertEquals(List.of(), client.process().agentLines());

      Files.createFile(gate);

      for (String name : List.of("initialize", "tools/call echo")) {
        SpanView sent = Collector.of(receiver).awaitSpan("CLIENT", name);
        SpanView served =
            server.collector().awaitSpan(span -> span.parentSpanId().equals(sent.spanId()));
        assertEquals(name, served.name());
        assertEquals(sent.traceId(), served.traceId());
      }
    }
  }
}
