// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.RecordLines;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Where records go, and what becomes of them where they cannot. */
class RecordPlacesIT {

  private static final String RECORD = "otel.instrumentation.mcp.record";
  private static final String FILE = RECORD + ".file";
  private static final String EVERYTHING = "errors,arguments,results,messages";
  private static final String UNPARSABLE = "{\"jsonrpc\":\"2.0\",\"id\":9,";
  private static final Pattern LOST = Pattern.compile("(\\d+) (was|were) lost\\.");
  private static final int MOST_CALLS = 500;

  @TempDir Path folder;

  @ParameterizedTest
  @CasesSource({"stdio", "streamable"})
  void fileHasEveryKindOfRecordUpToTheJvmsEnd(String transport) {
    ServerKind kind = new ServerKind(transport, "sync", 17);
    Path file = folder.resolve("new/folder/of-%p.jsonl");
    try (TestServer server =
        TestServer.start(
            kind,
            Map.of(
                RECORD,
                "file",
                FILE,
                file.toString(),
                "otel.instrumentation.mcp.capture",
                EVERYTHING))) {
      sayEverything(server.peer());
      if (server.peer() instanceof RawHttp http) {
        assertEquals(400, http.status(UNPARSABLE));
        server.process().send("stop");
      } else {
        server.process().send(UNPARSABLE);
        server.process().closeStdin();
      }
      server.process().awaitExit(AppProcess.PATIENCE);

      List<Map<String, Object>> records =
          RecordLines.in(Path.of(file.toString().replace("%p", "" + server.process().pid())));
      assertEquals(
          Set.of("mcp.operation", "mcp.session", "mcp.message"), values(records, "event.name"));
      assertEquals(Set.of("opened", "initialized", "closed"), values(records, "mcp.session.state"));
      assertEquals(Set.of("unparsable", "unknown_id"), values(records, "mcp.message.rejected"));
      assertEquals(Set.of("INFO", "WARN", "ERROR"), values(records, "severity"));
      assertEquals(Set.of("receive", "transmit"), values(records, "network.io.direction"));
      assertTrue(
          values(records, "mcp.outcome").containsAll(Set.of("ok", "tool_error", "-32603")),
          records::toString);
      Set<String> fields =
          records.stream().flatMap(record -> record.keySet().stream()).collect(Collectors.toSet());
      assertTrue(
          fields.containsAll(
              Set.of(
                  "gen_ai.tool.call.arguments",
                  "gen_ai.tool.call.result",
                  "gen_ai.prompt.variable.name",
                  "mcp.message.content",
                  "mcp.resource.uri",
                  "error.message",
                  "exception.message",
                  "trace_id")),
          fields::toString);
      assertEquals(List.of(), server.collector().logs());
    }
  }

  @Tag("matrix")
  @Test
  void fileIsInTheWorkingDirectoryUnlessItsPathIsGiven() {
    try (AppProcess server = startIn(folder, stdio().agent(RECORD + "=file"))) {
      talkAndEnd(server);

      List<Map<String, Object>> records =
          RecordLines.in(folder.resolve("mcp-" + server.pid() + ".jsonl"));
      assertEquals(List.of("echo"), calls(records));
    }
  }

  @Tag("matrix")
  @Test
  void linkThatAnotherUserLaidGetsNoRecords() throws IOException {
    Path elsewhere = folder.resolve("elsewhere.jsonl");
    Path link = Files.createSymbolicLink(folder.resolve("records.jsonl"), elsewhere);
    try {
      Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "only root can give a link away");
    }
    try (AppProcess server =
        stdio().property(RECORD, "file").property(FILE, link.toString()).start()) {
      talkAndEnd(server);

      assertFalse(Files.exists(elsewhere));
      assertTrue(
          server.agentLines().stream()
              .anyMatch(
                  line ->
                      line.contains("cannot write records to " + link)
                          && line.contains("a link there belongs to another user")),
          server.agentLines()::toString);
    }
  }

  @Tag("matrix")
  @Test
  void fileIsSetByTheEnvironmentToo() {
    Path file = folder.resolve("records.jsonl");
    try (AppProcess server =
        stdio()
            .environment("OTEL_INSTRUMENTATION_MCP_RECORD", "file")
            .environment("OTEL_INSTRUMENTATION_MCP_RECORD_FILE", file.toString())
            .start()) {
      talkAndEnd(server);

      assertEquals(List.of("echo"), calls(RecordLines.in(file)));
    }
  }

  @Test
  void recordsOnStderrAreLinesOfJson() {
    try (AppProcess server = stdio().property(RECORD, "stderr").start()) {
      talkAndEnd(server);

      assertEquals(List.of("echo"), calls(RecordLines.in(server.stderr())));
      assertOnlyProtocol(server);
    }
  }

  @Test
  void recordsOnStdoutOfAnHttpServerAreAllThatIsThere() {
    try (AppProcess server =
        TestServer.launch(ServerKind.STREAMABLE)
            .exportingTo("http://127.0.0.1:1")
            .property(RECORD, "stdout")
            .start()) {
      int port = server.port();
      try (RawHttp peer = new RawHttp(port)) {
        peer.initialize();
        peer.callTool("echo");
      }
      server.send("stop");
      server.awaitExit(AppProcess.PATIENCE);

      List<Map<String, Object>> records =
          RecordLines.of(
              server.stdout().lines().stream().filter(line -> !line.equals("PORT " + port)));
      assertEquals(List.of("echo"), calls(records));
      assertEquals(Set.of("opened", "initialized", "closed"), values(records, "mcp.session.state"));
    }
  }

  @Test
  void stdoutOfAStdioServerIsRefusedInOneLineAndTheRecordsAreOnStderr() {
    try (AppProcess server = stdio().property(RECORD, "stdout").start()) {
      talkAndEnd(server);

      assertOnlyProtocol(server);
      assertEquals(1, told(server, "not written to stdout").size(), server.stderr()::toString);
      List<Map<String, Object>> records = RecordLines.in(server.stderr());
      assertEquals(List.of("echo"), calls(records));
      assertEquals(Set.of("opened", "initialized", "closed"), values(records, "mcp.session.state"));
    }
  }

  @Tag("matrix")
  @Test
  void severalPlacesGetTheSameFacts() {
    Path file = folder.resolve("records.jsonl");
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                RECORD,
                "otlp,file",
                FILE,
                file.toString(),
                "otel.instrumentation.mcp.capture",
                EVERYTHING))) {
      sayEverything(server.peer());
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      List<Map<String, Object>> inFile = new ArrayList<>();
      for (Map<String, Object> record : RecordLines.in(file)) {
        record.remove("timestamp");
        inFile.add(record);
      }
      assertFalse(inFile.isEmpty());
      assertEquals(
          inFile, server.collector().logs().stream().map(RecordPlacesIT::asInFile).toList());
    }
  }

  @Tag("matrix")
  @Test
  void noneLeavesNoRecordAndAllSpans() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            startIn(
                folder,
                TestServer.launch(ServerKind.STDIO)
                    .exportingTo(receiver)
                    .property(RECORD, "none"))) {
      talkAndEnd(server);

      Collector.of(receiver).awaitSpan("SERVER", "tools/call echo");
      assertEquals(List.of(), receiver.store().logs());
      assertEquals(List.of(), List.of(folder.toFile().list()));
      assertEquals(List.of(), RecordLines.in(server.stderr()));
    }
  }

  @Tag("matrix")
  @Test
  void fullDiskLosesRecordsThatAreCountedAndNoCalls() throws IOException {
    Path file = folder.resolve("records.jsonl");
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "bash",
                "-c",
                "mount -t tmpfs -o size=64k none \"$0\" "
                    + "&& head -c 57344 /dev/zero > \"$0/filler\" && exec \"$@\"",
                folder.toString()));
    command.addAll(stdio().property(RECORD, "file").property(FILE, file.toString()).command());
    try (AppProcess server = App.start(command, Map.of())) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      callUntil(peer, () -> !told(server, "cannot write records").isEmpty());
      // Only the server has this disk.
      Path disk = Path.of("/proc/" + server.pid() + "/root" + folder);
      Files.delete(disk.resolve("filler"));
      callUntil(peer, () -> !told(server, "again").isEmpty());
      Call last = peer.callTool("echo");
      Path seen = disk.resolve("records.jsonl");
      callUntil(peer, () -> idsOf(seen).contains(id(last)));

      Set<Integer> written = idsOf(seen);
      long missing = IntStream.range(2, id(last)).filter(id -> !written.contains(id)).count();
      assertEquals(missing, lost(told(server, "again")), server.stderr()::toString);
      assertTrue(missing > 0);
      assertEquals(1, told(server, "cannot write records").size());
      server.closeStdin();
      server.awaitExit(AppProcess.PATIENCE);
      assertOnlyProtocol(server);
      assertEquals(2, told(server, "lost").size(), server.stderr()::toString);
    }
  }

  @Tag("matrix")
  @Test
  void unwritablePathIsToldOnceAndCounted() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder")).resolve("records.jsonl");
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of(RECORD, "otlp,file", FILE, file.toString()))) {
      for (int i = 0; i < 3; i++) {
        assertEquals("{}", server.peer().callTool("echo").text());
      }
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      List<String> told = told(server.process(), "lost");
      assertEquals(2, told.size(), server.process().stderr()::toString);
      assertTrue(told.get(0).contains("cannot write records to " + file), told::toString);
      assertEquals(server.collector().logs().size(), lost(told.subList(1, 2)));
    }
  }

  @Tag("matrix")
  @Test
  void vanishedFolderIsMadeAgain() throws IOException {
    Path file = folder.resolve("logs/records.jsonl");
    try (AppProcess server =
        stdio().property(RECORD, "file").property(FILE, file.toString()).start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call before = peer.callTool("echo");
      callUntil(peer, () -> idsOf(file).contains(id(before)));
      Files.delete(file);
      Files.delete(file.getParent());
      Call after = peer.callTool("echo");
      callUntil(peer, () -> idsOf(file).contains(id(after)));
      server.closeStdin();
      server.awaitExit(AppProcess.PATIENCE);

      assertEquals(Set.of("closed"), values(RecordLines.in(file), "mcp.session.state"));
      assertEquals(List.of(), told(server, "lost"));
    }
  }

  /** The commands are those that the docs tell. */
  @Tag("matrix")
  @Test
  void jqAnswersWhatTheDocsSayItDoes() throws IOException {
    List<String> commands =
        Files.readAllLines(Path.of("../docs/records.md")).stream()
            .filter(line -> line.startsWith("jq "))
            .toList();
    assertEquals(3, commands.size());
    App app = TestServer.launch(ServerKind.STREAMABLE).exportingTo("http://127.0.0.1:1");
    try (AppProcess server = startIn(folder, app.property(RECORD, "file"))) {
      RawPeer peer = new RawHttp(server.port());
      peer.initialize();
      peer.callTool("slow", Map.of("ms", 700));
      peer.callTool("slow", Map.of("ms", 1));
      peer.callTool("refuse");
      peer.callTool("refuse");
      RawPeer other = new RawHttp(server.port());
      other.initialize();
      other.request("nope/nope");
      server.send("stop");
      server.awaitExit(AppProcess.PATIENCE);

      List<String[]> slowest = jq(commands.get(0)).stream().map(line -> line.split("\t")).toList();
      assertEquals(
          List.of("2 slow", "2 refuse"),
          slowest.stream().map(columns -> columns[2] + " " + columns[3]).toList());
      assertTrue(Double.parseDouble(slowest.get(0)[0]) >= 0.7);
      assertEquals(slowest.get(0)[0], slowest.get(0)[1], "of two, the longer one");
      assertEquals(
          List.of("2\ttools/call\ttool_error", "1\tnope/nope\t-32601"), jq(commands.get(1)));
      List<String> session = jq(commands.get(2).replace("SESSION", peer.sessionId()));
      assertEquals(
          List.of(
              "INFO\tsession opened",
              "INFO\tsession initialized",
              "INFO\tinitialize: ok",
              "INFO\tnotifications/initialized: ok",
              "INFO\ttools/call slow: ok",
              "INFO\ttools/call slow: ok",
              "WARN\ttools/call refuse: tool_error",
              "WARN\ttools/call refuse: tool_error"),
          session.subList(0, 8).stream().map(line -> line.split("\t", 2)[1]).toList());
      assertEquals(9, session.size());
      assertTrue(session.get(8).contains("\tsession closed"), session.get(8));
    }
  }

  private List<String> jq(String command) {
    try (AppProcess jq =
        App.start(List.of("env", "-C", folder.toString(), "bash", "-c", command), Map.of())) {
      assertEquals(0, jq.awaitExit(AppProcess.PATIENCE), jq.stderr()::toString);
      return jq.stdout().lines();
    }
  }

  private static App stdio() {
    return TestServer.launch(ServerKind.STDIO)
        .agent("")
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none");
  }

  private static AppProcess startIn(Path folder, App app) {
    List<String> command = new ArrayList<>(List.of("env", "-C", folder.toString()));
    command.addAll(app.command());
    return App.start(command, Map.of());
  }

  private static void talkAndEnd(AppProcess server) {
    RawPeer peer = new RawStdio(server);
    peer.initialize();
    peer.callTool("echo");
    server.closeStdin();
    server.awaitExit(AppProcess.PATIENCE);
  }

  private static void sayEverything(RawPeer peer) {
    peer.callTool("echo", Map.of("text", "ü € 😀 \" \\ \n"));
    peer.callTool("fail");
    peer.callTool("refuse");
    peer.callTool("unknown");
    peer.callTool("notify");
    peer.request(
        "prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "of someone")));
    peer.request("resources/read", Map.of("uri", "test://manual"));
    peer.request("nope/nope");
    peer.respond("nobody-asked", Map.of());
    peer.request("ping");
  }

  /** Calls at the pace of a tool that takes its time, until it is so. */
  private static void callUntil(RawPeer peer, BooleanSupplier isSo) {
    for (int calls = 0; !isSo.getAsBoolean(); calls++) {
      assertTrue(calls < MOST_CALLS, "after so many calls it is not so");
      assertEquals("slept", peer.callTool("slow", Map.of("ms", 100)).text());
    }
  }

  private static List<Object> calls(List<Map<String, Object>> records) {
    return records.stream()
        .filter(record -> "tools/call".equals(record.get("mcp.method.name")))
        .map(record -> record.get("gen_ai.tool.name"))
        .toList();
  }

  private static Set<Object> values(List<Map<String, Object>> records, String field) {
    return records.stream()
        .filter(record -> record.containsKey(field))
        .map(record -> record.get(field))
        .collect(Collectors.toSet());
  }

  private static int id(Call call) {
    return ((Number) call.id()).intValue();
  }

  /** The calls in a file that is being written, and may have had no room for a whole line. */
  private static Set<Integer> idsOf(Path file) {
    Set<Integer> ids = new TreeSet<>();
    if (Files.exists(file)) {
      List<String> broken = new ArrayList<>();
      for (String line : RecordLines.lines(file)) {
        if (!line.endsWith("}")) {
          broken.add(line);
        } else if (line.contains("\"tools/call\"")) {
          Object id = RecordLines.of(Stream.of(line)).get(0).get("jsonrpc.request.id");
          assertTrue(ids.add(Integer.valueOf((String) id)), line);
        }
      }
      assertTrue(broken.size() <= 1, broken::toString);
    }
    return ids;
  }

  private static long lost(List<String> told) {
    Matcher lost = LOST.matcher(told.get(0));
    assertTrue(lost.find(), told::toString);
    return Long.parseLong(lost.group(1));
  }

  private static List<String> told(AppProcess server, String words) {
    return server.agentLines().stream().filter(line -> line.contains(words)).toList();
  }

  private static void assertOnlyProtocol(AppProcess server) {
    assertFalse(server.stdout().lines().isEmpty());
    for (String line : server.stdout().lines()) {
      assertEquals("2.0", Json.parse(line).get("jsonrpc"), line);
    }
  }

  private static Map<String, Object> asInFile(LogView log) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("severity", log.severity());
    record.put("event.name", log.eventName());
    record.put("body", log.body());
    if (!log.traceId().isEmpty()) {
      record.put("trace_id", log.traceId());
      record.put("span_id", log.spanId());
    }
    record.putAll(log.attributes());
    return Json.parse(Json.write(record));
  }
}
