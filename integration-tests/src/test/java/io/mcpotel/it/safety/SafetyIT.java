// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.newest.SchemaOnly;
import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.DoctoredJar;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;

/** Where the agent cannot do its work, the application runs as without it and one line says so. */
@Execution(ExecutionMode.SAME_THREAD)
class SafetyIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CasesSource({
    "io.modelcontextprotocol.spec.McpServerSession,handleIncomingRequest",
    "io.modelcontextprotocol.spec.McpServerSession,getMethodNotFoundError",
  })
  void sdkWithoutAHookedMethod(String className, String method) {
    String classPath = DoctoredJar.renaming(folder, className, method);
    try (AppProcess server =
        TestServer.launch(ServerKind.STDIO)
            .exportingTo("http://127.0.0.1:1")
            .classPath(classPath)
            .start()) {
      List<String> lines = linesOfOneCall(server);

      List<String> complaints = lines.stream().filter(line -> line.contains(method)).toList();
      assertEquals(1, complaints.size(), lines::toString);
      assertTrue(
          complaints.get(0).contains(className.substring(className.lastIndexOf('.') + 1)),
          lines::toString);
    }
  }

  @Tag("matrix")
  @Test
  void sdkWithoutAHookedClassThatTheApplicationDoesNotNeed() {
    String classPath =
        DoctoredJar.without(folder, "io.modelcontextprotocol.spec.McpStreamableServerSession");
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            TestServer.launch(ServerKind.STDIO)
                .exportingTo(receiver)
                .classPath(classPath)
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call call = peer.callTool("echo");

      assertEquals("tools/call echo", Collector.of(receiver).serverSpan(call).name());
      assertTrue(server.agentLines().size() <= 2, () -> server.stderr().toString());
    }
  }

  @Test
  void sdkWithoutReactor() {
    String classPath =
        AppClassPath.entries().stream()
            .filter(entry -> !new File(entry).getName().startsWith("reactor-core"))
            .collect(Collectors.joining(File.pathSeparator));
    try (AppProcess app =
        App.on(Jdk.oldest())
            .exportingTo("http://127.0.0.1:1")
            .classPath(classPath)
            .main(SchemaOnly.class)
            .start()) {
      assertEquals(0, app.awaitExit(AppProcess.PATIENCE), () -> app.stderr().toString());
      assertEquals(
          List.of(
              "{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1,\"params\":{\"cursor\":\"c\"}}",
              "JSONRPCRequest"),
          app.stdout().lines());
      List<String> complaints =
          app.agentLines().stream().filter(line -> line.toLowerCase().contains("reactor")).toList();
      assertEquals(1, complaints.size(), () -> app.stderr().toString());
    }
  }

  @Test
  void messagesThatAreNoJsonRpc() {
    TestServer server = TestServer.shared(ServerKind.STREAMABLE);
    RawHttp peer = (RawHttp) server.peer();
    for (String message : List.of("garbage", "{}", "[]", "{\"jsonrpc\":\"2.0\",\"id\":{}}")) {
      assertEquals(400, peer.status(message), message);
    }

    Call call = peer.callTool("echo");
    assertEquals("tools/call echo", server.collector().serverSpan(call).name());
  }

  @Test
  void objectsThatThrowWhenTheAgentLooksAtThem() {
    try (RawMcpServer server = new RawMcpServer().result("strange/method", "{\"fine\":true}");
        TestClient client =
            TestClient.start(
                App.on(Jdk.oldest()).exportingTo("http://127.0.0.1:1"),
                "session",
                "streamable",
                60_000,
                List.of(server.url()))) {
      assertEquals("{\"fine\":true}", client.expect("hostile [\"strange/method\"]"));
      assertEquals("{\"fine\":true}", client.expect("hostile [\"strange/method\"]"));

      assertEquals(
          "hostile", Json.object(server.awaitMessage("strange/method"), "params").get("label"));
      List<String> complaints =
          client.process().agentLines().stream()
              .filter(line -> line.contains("nobody asks for this"))
              .toList();
      assertTrue(complaints.size() <= 1, complaints::toString);
    }
  }

  private static List<String> linesOfOneCall(AppProcess server) {
    RawPeer peer = new RawStdio(server);
    peer.initialize();
    peer.callTool("echo").text();
    peer.request("tools/list");
    server.terminate();
    server.awaitExit(AppProcess.PATIENCE);
    return server.agentLines();
  }
}
