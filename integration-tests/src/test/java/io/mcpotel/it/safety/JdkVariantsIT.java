// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppJar;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.GrpcReceiver;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JVM may be told that concerns an agent: to keep classes for later, to forbid Unsafe. */
@Tag("matrix")
class JdkVariantsIT {

  private static final String INSTRUMENT = "--add-modules=java.instrument";
  private static final String NOWHERE = "http://127.0.0.1:1";

  /**
   * A class that the agent weaves, and one that it does not. Only an AOT cache hands out a woven
   * class: it comes linked, without passing a transformer, and is woven again later.
   */
  private static final String WOVEN = "io.modelcontextprotocol.spec.McpStreamableServerSession";

  private static final String PLAIN = "io.modelcontextprotocol.server.McpSyncServer";

  @TempDir Path folder;
  private String classPath;

  @BeforeEach
  void writeJar() {
    classPath = AppJar.classPath(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void nothingOfOursNeedsUnsafe(String protocol) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        GrpcReceiver grpc = new GrpcReceiver();
        AppProcess server =
            app(Jdk.newest())
                .option("--sun-misc-unsafe-memory-access=deny")
                .exportingTo(protocol.equals("grpc") ? grpc.endpoint() : receiver.endpoint())
                .property("otel.exporter.otlp.protocol", protocol)
                .start()) {
      Call call = call(server);

      Collector collector = protocol.equals("grpc") ? grpc.collector() : Collector.of(receiver);
      assertEquals("tools/call echo", collector.serverSpan(call).name());
      assertEquals("execute_tool echo", collector.handlerSpan(call).name());
      stop(server);
      assertEquals(1, server.agentLines().size(), () -> server.stderr().toString());
      assertEquals(
          List.of(),
          server.stderr().lines().stream().filter(line -> line.contains("Unsafe")).toList());
    }
  }

  /** The application's jars are trusted as well; what nobody names is not. */
  @Test
  void securityPolicyThatTrustsTheJarIsEnough() throws IOException {
    StringBuilder grants = new StringBuilder();
    for (String jar :
        (AgentJar.path() + File.pathSeparator + classPath).split(File.pathSeparator)) {
      grants
          .append("grant codeBase \"")
          .append(Path.of(jar).toUri())
          .append("\" { permission java.security.AllPermission; };\n");
    }
    Path policy = folder.resolve("policy");
    Files.writeString(policy, grants);

    assertSeen(
        app(Jdk.oldest())
            .option("-Djava.security.manager")
            .option("-Djava.security.policy==" + policy));
  }

  /** Classes that come from the cache are linked when the agent comes: it must still reach them. */
  @Test
  void aotCacheMadeWithoutTheAgent() {
    end(app(Jdk.newest()).option("-XX:AOTCacheOutput=" + cache()).option(INSTRUMENT));

    assertSharedAndSeen(app(Jdk.newest()).option("-XX:AOTCache=" + cache()), WOVEN);
    assertSharedAndSeen(
        app(Jdk.newest()).option("-XX:AOTCache=" + cache()).option(INSTRUMENT), WOVEN);
  }

  /** What is woven when the cache is made stays out of it. */
  @Test
  void aotCacheMadeWithTheAgent() {
    end(app(Jdk.newest()).option("-XX:AOTCacheOutput=" + cache()).exportingTo(NOWHERE));

    assertSharedAndSeen(app(Jdk.newest()).option("-XX:AOTCache=" + cache()), PLAIN);
  }

  @Test
  void aotCacheMadeInTwoSteps() {
    String recorded = "-XX:AOTConfiguration=" + folder.resolve("recorded");
    end(
        app(Jdk.newest())
            .option("-XX:AOTMode=record")
            .option(recorded)
            .option(INSTRUMENT)
            .exportingTo(NOWHERE));
    try (AppProcess create =
        app(Jdk.newest())
            .option("-XX:AOTMode=create")
            .option(recorded)
            .option("-XX:AOTCache=" + cache())
            .option(INSTRUMENT)
            .exportingTo(NOWHERE)
            .start()) {
      assertEquals(0, create.awaitExit(AppProcess.PATIENCE), () -> create.stderr().toString());
    }

    assertSharedAndSeen(
        app(Jdk.newest()).option("-XX:AOTCache=" + cache()).option(INSTRUMENT), PLAIN);
  }

  /** The JVM says that it does not use such a cache, and the agent works as without one. */
  @Test
  void aotCacheThatTheJvmRefuses() {
    end(app(Jdk.newest()).option("-XX:AOTCacheOutput=" + cache()));

    List<String> loaded = assertSeen(app(Jdk.newest()).option("-XX:AOTCache=" + cache()));
    assertTrue(loaded.stream().noneMatch(line -> isShared(line, WOVEN)));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void cdsArchiveMadeWithoutTheAgent(int jdk) {
    end(app(Jdk.version(jdk)).option("-XX:ArchiveClassesAtExit=" + cache()));

    assertSharedAndSeen(app(Jdk.version(jdk)).option("-XX:SharedArchiveFile=" + cache()), PLAIN);
  }

  /** No JVM makes an archive with an agent unless it is told to. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void cdsArchiveMadeWithTheAgent(int jdk) {
    end(
        app(Jdk.version(jdk))
            .option("-XX:+UnlockDiagnosticVMOptions")
            .option("-XX:+AllowArchivingWithJavaAgent")
            .option("-XX:ArchiveClassesAtExit=" + cache())
            .exportingTo(NOWHERE));

    assertSharedAndSeen(
        app(Jdk.version(jdk))
            .option("-XX:+UnlockDiagnosticVMOptions")
            .option("-XX:+AllowArchivingWithJavaAgent")
            .option("-XX:SharedArchiveFile=" + cache()),
        PLAIN);
  }

  @Test
  void cdsArchiveThatTheJvmMakesByItself() {
    String file = "-XX:SharedArchiveFile=" + cache();
    end(app(Jdk.newest()).option("-XX:+AutoCreateSharedArchive").option(file));

    assertSharedAndSeen(
        app(Jdk.newest()).option("-XX:+AutoCreateSharedArchive").option(file), PLAIN);
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private App app(Jdk jdk) {
    return App.on(jdk)
        // Only jars can be archived, and only as long as they are not written again.
        .classPath(classPath)
        .main(ServerMain.class, "streamable", "sync");
  }

  /** Runs a server until its end, which is when the JVM writes its archive. */
  private static void end(App app) {
    try (AppProcess server = app.start()) {
      call(server);
      stop(server);
    }
  }

  private void assertSharedAndSeen(App app, String className) {
    assertTrue(
        assertSeen(app).stream().anyMatch(line -> isShared(line, className)),
        className + " was not in the archive");
  }

  /** Asserts that calls are seen, and returns what the JVM tells of the classes that it loaded. */
  private List<String> assertSeen(App app) {
    Path loaded = folder.resolve("loaded");
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            app.option("-Xlog:class+load:file=" + loaded).exportingTo(receiver).start()) {
      Call call = call(server);

      Collector collector = Collector.of(receiver);
      assertEquals("tools/call echo", collector.serverSpan(call).name());
      assertEquals("execute_tool echo", collector.handlerSpan(call).name());
      stop(server);
      assertEquals(1, server.agentLines().size(), () -> server.stderr().toString());
      try (Stream<String> lines = Files.lines(loaded)) {
        return lines.toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isShared(String line, String className) {
    return line.contains(" " + className + " source: shared objects file");
  }

  /** Over HTTP, because the JVM writes what it has to say of an archive to stdout. */
  private static Call call(AppProcess server) {
    RawPeer peer = new RawHttp(server.port());
    peer.initialize();
    Call call = peer.callTool("echo");
    assertEquals("{}", call.text());
    return call;
  }

  private static void stop(AppProcess server) {
    server.send("stop");
    assertEquals(0, server.awaitExit(AppProcess.PATIENCE), () -> server.stderr().toString());
  }
}
