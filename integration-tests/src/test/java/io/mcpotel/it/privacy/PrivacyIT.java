// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Cases;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.peer.PlantedSecrets;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.RecordLines;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret leaves, whatever is captured and wherever it goes. */
class PrivacyIT {

  private static final String PREFIX = "otel.instrumentation.mcp.";
  private static final String ARGUMENTS = "gen_ai.tool.call.arguments";

  private static final String EVERYTHING = "errors,arguments,results,messages";
  private static final List<String> CAPTURES =
      List.of("none", "errors", "arguments,results", "messages", EVERYTHING);

  @TempDir Path folder;

  /** What is set for one run. */
  record Setting(String capture, String mode, String places) {

    boolean captures(String part) {
      return List.of(capture.split(",")).contains(part);
    }

    /** With an application that logs nothing, so that all that stderr has is of the agent. */
    Map<String, String> properties(Path folder) throws IOException {
      Path silence = folder.resolve("logback.xml");
      Files.writeString(silence, "<configuration><root level=\"OFF\"/></configuration>");
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("logback.configurationFile", silence.toString());
      properties.put(PREFIX + "capture", capture);
      properties.put(PREFIX + "redact.mode", mode);
      properties.put(PREFIX + "record", places);
      properties.put(PREFIX + "record.file", folder.resolve("records-%p.jsonl").toString());
      properties.put(PREFIX + "debug", "true");
      return properties;
    }
  }

  /** Those that differ most come first. */
  static Stream<Setting> settings() {
    Stream<Setting> first =
        Stream.of(
            new Setting("errors", "mask", "otlp,file"),
            new Setting(EVERYTHING, "mask", "otlp,file"),
            new Setting(EVERYTHING, "hash", "stderr"));
    return Cases.first(3, Stream.concat(first, allSettings()).distinct());
  }

  private static Stream<Setting> allSettings() {
    return CAPTURES.stream()
        .flatMap(
            capture ->
                Stream.of("mask", "hash")
                    .flatMap(
                        mode ->
                            Stream.of("otlp,file", "stderr")
                                .map(places -> new Setting(capture, mode, places))));
  }

  static Stream<Setting> settingsOfEverything() {
    return Cases.first(1, allSettings().filter(setting -> setting.capture().equals(EVERYTHING)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void noSecretLeavesAStdioServer(Setting setting) throws IOException {
    assertNoSecretLeavesOverStdio(setting);
  }

  @ParameterizedTest
  @MethodSource("settingsOfEverything")
  void noSecretLeavesAStreamableServerOrItsClient(Setting setting) throws IOException {
    assertNoSecretLeavesOverHttp(setting);
  }

  private void assertNoSecretLeavesOverStdio(Setting setting) throws IOException {
    try (TestServer server = TestServer.start(ServerKind.STDIO, setting.properties(folder))) {
      PlantedSecrets.speak(server.peer());
      server.process().send(PlantedSecrets.UNPARSABLE);
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertNothingLeft(setting, server.collector(), server.process());
    }
  }

  private void assertNoSecretLeavesOverHttp(Setting setting) throws IOException {
    Map<String, String> properties = setting.properties(folder);
    try (TestServer server = TestServer.start(ServerKind.STREAMABLE, properties);
        OtlpReceiver receiver = OtlpReceiver.start();
        TestClient client =
            TestClient.start(
                App.on(Jdk.oldest()).exportingTo(receiver).properties(properties),
                "sync",
                "streamable",
                60_000,
                List.of("http://127.0.0.1:" + server.process().port()))) {
      PlantedSecrets.speak(server.peer());
      assertEquals(400, ((RawHttp) server.peer()).status(PlantedSecrets.UNPARSABLE));
      PlantedSecrets.speak(client);
      client.process().send("exit 0");
      client.process().awaitExit(AppProcess.PATIENCE);
      server.process().send("stop");
      server.process().awaitExit(AppProcess.PATIENCE);

      assertNothingLeft(setting, server.collector(), server.process());
      assertNothingLeft(setting, Collector.of(receiver), client.process());
    }
  }

  @Test
  void uriOfAResourceIsRedactedEvenIfNothingIsCaptured() {
    assertUriIs(
        "test://[redacted:userinfo]@host/manual?token=[redacted:key]&page=7",
        Map.of(PREFIX + "capture", "none", PREFIX + "capture.uri", "full"));
  }

  @Tag("matrix")
  @Test
  void uriOfAResourceIsShownWithoutItsUserAndItsQuery() {
    assertUriIs("test://host/manual", Map.of());
  }

  @Tag("matrix")
  @Test
  void uriOfAResourceIsNotShownWhereNoneIsWanted() {
    assertUriIs(null, Map.of(PREFIX + "capture.uri", "none"));
  }

  private static void assertUriIs(String shown, Map<String, String> properties) {
    try (TestServer server = TestServer.start(ServerKind.STDIO, properties)) {
      Call call =
          server.peer().request("resources/read", Map.of("uri", PlantedSecrets.RESOURCE_URI));

      SpanView span = server.collector().serverSpan(call);
      assertEquals(shown, span.attributes().get("mcp.resource.uri"));
      assertEquals(
          shown, server.collector().awaitRecord(span).attributes().get("mcp.resource.uri"));
    }
  }

  @Test
  void whatAPeerSaysOfItselfIsRedactedAndSoAreIds() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process =
            TestServer.launch(ServerKind.STREAMABLE).exportingTo(receiver).start();
        RawPeer peer = TestServer.connect(ServerKind.STREAMABLE, process)) {
      String token = PlantedSecrets.GITHUB;
      peer.request(
          "initialize",
          Map.of(
              "protocolVersion", RawPeer.PROTOCOL,
              "capabilities", Map.of(),
              "clientInfo", Map.of("name", "cli " + token, "version", "1-" + token)));
      peer.initialized();
      peer.requestWithId("id-" + token, "ping");
      peer.requestWithId("unknown", "nobody/" + token);
      HttpProbe http = new HttpProbe(process.port());
      http.send(
          "POST",
          "/mcp",
          "{\"jsonrpc\":\"2.0\",\"id\":\"" + token + "\",\"result\":{}}",
          "Accept",
          "application/json, text/event-stream",
          "Mcp-Session-Id",
          peer.sessionId());
      Collector collector = Collector.of(receiver);
      collector.awaitMetricWith(
          "mcp.server.active_sessions", Map.of("mcp.client.name", "cli [redacted:github]"));
      process.send("stop");
      process.awaitExit(AppProcess.PATIENCE);

      String everything = collector.everything();
      assertFalse(everything.contains(token.substring(4)), everything);
      for (String shown : List.of("cli ", "1-", "id-", "nobody/")) {
        assertTrue(everything.contains(shown + "[redacted:github]"), shown);
      }
    }
  }

  @Tag("matrix")
  @Test
  void equalSecretsHaveEqualHashesForOneKey() {
    Map<String, String> properties =
        Map.of(
            PREFIX + "capture", "arguments",
            PREFIX + "redact.mode", "hash",
            PREFIX + "redact.hash-key", "test-key");
    String first;
    try (TestServer server = TestServer.start(ServerKind.STDIO, properties)) {
      first = arguments(server, Map.of("password", "one-and-only-1"));
      assertTrue(first.matches("\\{\"password\":\"\\[redacted:\\w+:[0-9a-f]{8,}]\"}"), first);
      assertEquals(first, arguments(server, Map.of("password", "one-and-only-1")));
      assertNotEquals(first, arguments(server, Map.of("password", "one-and-only-2")));
    }
    try (TestServer other = TestServer.start(ServerKind.STDIO, properties)) {
      assertEquals(first, arguments(other, Map.of("password", "one-and-only-1")));
    }
  }

  @Tag("matrix")
  @Test
  void hashesOfTwoProcessesDoNotCompareWithoutAKey() {
    Map<String, String> properties =
        Map.of(PREFIX + "capture", "arguments", PREFIX + "redact.mode", "hash");
    try (TestServer one = TestServer.start(ServerKind.STDIO, properties);
        TestServer other = TestServer.start(ServerKind.STDIO, properties)) {
      Map<String, Object> secret = Map.of("password", "one-and-only-1");
      assertEquals(arguments(one, secret), arguments(one, secret));
      assertNotEquals(arguments(one, secret), arguments(other, secret));
    }
  }

  @Test
  void ownKeysAndPatternsAreRedactedTooAndOneThatWouldTakeForEverHangsNoCall() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                PREFIX + "capture", "arguments",
                PREFIX + "redact.keys", "patient-id,room",
                PREFIX + "redact.patterns", "EMP-\\d+,[A-Z]{2}/\\d{4},(x+x+)+y"))) {
      String keys = arguments(server, Map.of("patientId", "of-ann"));
      String patterns = arguments(server, Map.of("note", "seen by EMP-4711 in AB/1234 today"));

      assertEquals("{\"patientId\":\"[redacted:key]\"}", keys);
      assertFalse(patterns.contains("4711") || patterns.contains("1234"), patterns);
      assertTrue(patterns.contains("seen by [redacted:"), patterns);
      assertTrue(patterns.endsWith("] today\"}"), patterns);

      Call call = server.peer().callTool("echo", Map.of("text", "x".repeat(5_000)));

      assertTrue(call.text().contains("xxxx"), call::toString);
      String shown = (String) server.collector().serverSpan(call).attributes().get(ARGUMENTS);
      assertFalse(shown.contains("xxxx"), "what could not be checked is not exported");
    }
  }

  @Tag("matrix")
  @Test
  void redactionsAreCountedByTheirRule() {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of(PREFIX + "capture", "arguments"))) {
      arguments(server, Map.of("password", "one-and-only-1"));
      arguments(server, Map.of("text", "it is " + PlantedSecrets.GITHUB));

      for (String rule : List.of("key", "github")) {
        assertEquals(
            1,
            ((Number)
                    server
                        .collector()
                        .awaitMetric("mcp.redactions", Map.of("mcp.redaction.rule", rule))
                        .value())
                .longValue());
      }
    }
  }

  private static String arguments(TestServer server, Map<String, Object> arguments) {
    SpanView span = server.collector().serverSpan(server.peer().callTool("echo", arguments));
    return (String) span.attributes().get(ARGUMENTS);
  }

  private void assertNothingLeft(Setting setting, Collector collector, AppProcess process) {
    String stderr = process.stderr().toString();
    Path file = folder.resolve("records-" + process.pid() + ".jsonl");
    boolean toFile = setting.places().contains("file");
    assertEquals(toFile, Files.exists(file));
    String records = toFile ? String.join("\n", RecordLines.lines(file)) : stderr;
    String spans = collector.spans().toString();
    String logs = collector.logs().toString();

    assertEquals(List.of(), PlantedSecrets.found("the receiver's spans", spans));
    assertEquals(List.of(), PlantedSecrets.found("the receiver's logs", logs));
    assertEquals(List.of(), PlantedSecrets.found("the receiver", collector.everything()));
    assertEquals(List.of(), PlantedSecrets.found("the records", records));
    assertEquals(List.of(), PlantedSecrets.found("stderr", stderr));

    assertTrue(spans.contains("tools/call echo"), spans);
    assertTrue(records.contains("\"mcp.operation\""), records);
    assertEquals(toFile, logs.contains("mcp.operation"));
    boolean messages = setting.captures("messages");
    for (String part : List.of("errors", "arguments", "results")) {
      boolean captured = setting.captures(part);
      String harmless = PlantedSecrets.HARMLESS + part;
      assertEquals(captured, spans.contains(harmless), () -> harmless + " on spans: " + spans);
      assertEquals(
          captured || messages,
          records.contains(harmless),
          () -> harmless + " in records: " + records);
      assertEquals(toFile && (captured || messages), logs.contains(harmless), harmless);
    }
  }
}
