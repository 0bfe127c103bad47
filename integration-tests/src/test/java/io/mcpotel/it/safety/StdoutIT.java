// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Stdout belongs to the protocol. */
class StdoutIT {

  private static final List<String> REQUESTS =
      List.of(
          request(2, "tools/list", "{}"),
          request(3, "tools/call", "{\"name\":\"echo\",\"arguments\":{\"ü\":\"€ \\n\"}}"),
          request(4, "tools/call", "{\"name\":\"fail\"}"),
          request(5, "tools/call", "{\"name\":\"unknown\"}"),
          request(6, "tools/call", "{\"name\":\"refuse\"}"),
          request(7, "no/such/method", "{}"),
          request(8, "prompts/get", "{\"name\":\"broken\"}"),
          request(9, "resources/read", "{\"uri\":\"test://manual\"}"),
          request(10, "resources/read", "{\"uri\":\"test://missing\"}"),
          request(11, "tools/call", "{\"name\":\"echo\",\"_meta\":{\"traceparent\":\"garbage\"}}"),
          request(12, "tools/call", "17"),
          request(13, "ping", "null"),
          "{\"jsonrpc\":\"2.0\",\"id\":\"text\",\"method\":\"ping\"}",
          request(14, "tools/call", "{\"name\":\"notify\"}"));

  @ParameterizedTest
  @CasesSource({"sync,17", "async,25"})
  void stdoutIsByteForByteWhatItIsWithoutTheAgent(String api, int jdk) {
    ServerKind kind = new ServerKind("stdio", api, jdk);
    byte[] plain = stdout(TestServer.launch(kind));
    byte[] observed;
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      observed =
          stdout(
              TestServer.launch(kind)
                  .exportingTo(receiver)
                  .property("otel.traces.exporter", "otlp,console")
                  .property("otel.metrics.exporter", "otlp,console")
                  .property("otel.instrumentation.mcp.debug", "true"));
    }

    assertTrue(plain.length > 1000);
    assertArrayEquals(plain, withoutMeta(observed), () -> text(plain) + "\n" + text(observed));
  }

  @Tag("matrix")
  @Test
  void consoleExportersWriteToStderr() {
    try (AppProcess server =
        TestServer.launch(ServerKind.STDIO)
            .exportingTo("http://127.0.0.1:1")
            .property("otel.traces.exporter", "console")
            .property("otel.metrics.exporter", "none")
            .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      peer.callTool("echo");
      server.closeStdin();
      server.awaitExit(AppProcess.PATIENCE);

      assertTrue(server.stderr().toString().contains("tools/call echo"));
      assertEquals(2, server.stdout().lines().size());
    }
  }

  @Test
  void namesThatAPeerMakesUpCommandNoTerminal() {
    try (AppProcess server =
        TestServer.launch(ServerKind.STDIO)
            .exportingTo("http://127.0.0.1:1")
            .property("otel.traces.exporter", "console")
            .property("otel.metrics.exporter", "console")
            .property("otel.logs.exporter", "console")
            .property("otel.instrumentation.mcp.record", "otlp,stderr")
            .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      server.send(
          request(
              9,
              "tools/call",
              "{\"name\":\"made\\u001b[2Jup\\u009b\\u202e\\n[mcp-otel-agent] well\"}"));
      server.stdout().await(0, line -> line.contains("\"id\":9"), AppProcess.PATIENCE);
      server.closeStdin();
      server.awaitExit(AppProcess.PATIENCE);

      // The span, the record that is exported, and the one in JSON.
      assertEquals(
          3,
          server.stderr().lines().stream()
              .filter(line -> line.contains("made\\u001b[2Jup\\u009b\\u202e\\n"))
              .count(),
          server.stderr()::toString);
      for (String line : server.stderr().lines()) {
        assertFalse(line.startsWith("[mcp-otel-agent] well"), line);
        assertFalse(line.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u202e'), line);
      }
      assertEquals(2, server.stdout().lines().size(), server.stdout()::toString);
    }
  }

  /** One request at a time, so that the answers' order is given. */
  private static byte[] stdout(App app) {
    try (AppProcess server = app.start()) {
      int from = 0;
      server.send(
          request(
              1,
              "initialize",
              "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                  + "\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}"));
      from = awaitAnswer(server, from);
      server.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      for (String request : REQUESTS) {
        server.send(request);
        from = awaitAnswer(server, from);
      }
      server.closeStdin();
      server.awaitExit(AppProcess.PATIENCE);
      return server.stdout().bytes();
    }
  }

  private static int awaitAnswer(AppProcess server, int from) {
    return 1 + server.stdout().await(from, line -> line.contains("\"id\""), AppProcess.PATIENCE);
  }

  /** The server's own messages are allowed to differ in what the agent adds to them. */
  private static byte[] withoutMeta(byte[] stdout) {
    return text(stdout)
        .replaceAll(",\"_meta\":\\{\"traceparent\":\"[-0-9a-f]+\"\\}", "")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }
}
