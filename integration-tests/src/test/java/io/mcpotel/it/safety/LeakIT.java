// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.newest.DroppedLoader;
import io.mcpotel.it.app.newest.ManySessions;
import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.TelemetryApp;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** The agent holds on to nothing that is over. */
class LeakIT {

  private static final Duration LONG = Duration.ofMinutes(3);

  @Tag("matrix")
  @Test
  void manySessionsLeaveNothingBehind() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess app =
            App.on(Jdk.oldest())
                .exportingTo(receiver)
                // What is queued for export is not kept, only on its way.
                .property("otel.bsp.max.queue.size", "64")
                .property("otel.bsp.max.export.batch.size", "64")
                .main(ManySessions.class)
                .start()) {
      use(app, 500);
      Map<String, Long> before = instances(app);
      use(app, 5_000);
      use(app, 5_000);

      Map<String, Long> grown = grown(before, app);
      assertEquals(Map.of(), grown);
      assertTrue(before.keySet().stream().anyMatch(name -> name.startsWith("io.mcpotel.agent.")));
    }
  }

  @ParameterizedTest
  @CasesSource({"17", "25"})
  void droppedClassLoaderIsCollected(int jdk, @TempDir Path folder) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      assertCollected(App.on(Jdk.version(jdk)).exportingTo(receiver), folder);
    }
  }

  /** What waits for a collector keeps it until the retries are over, for some 20 seconds. */
  @Tag("matrix")
  @Test
  void droppedClassLoaderIsCollectedWithoutACollector(@TempDir Path folder) throws IOException {
    assertCollected(App.on(Jdk.oldest()).exportingTo("http://127.0.0.1:1"), folder);
  }

  private static void assertCollected(App launch, Path folder) throws IOException {
    copyClass(DroppedLoader.class, folder);
    try (AppProcess app =
        launch
            .classPath(folder.toString())
            .main(DroppedLoader.class, AppClassPath.joined())
            .start()) {
      app.awaitExit(LONG);

      assertEquals(List.of("COLLECTED"), app.stdout().lines(), () -> app.stderr().toString());
      assertTrue(app.agentLines().get(0).contains("MCP SDK 2.1.0"), () -> app.stderr().toString());
    }
  }

  @Tag("matrix")
  @Test
  void droppedClassLoaderWithAnSdkOfItsOwnIsCollected(@TempDir Path folder) throws IOException {
    copyClass(DroppedLoader.class, folder);
    String own = TelemetryApp.classPath(TelemetryApp.NEWEST);
    try (AppProcess app =
        App.on(Jdk.oldest())
            .exportingTo("http://127.0.0.1:1")
            // Its strict storage has a thread of its own, which keeps the loader.
            .property("io.opentelemetry.context.enableStrictContext", "false")
            .classPath(folder.toString())
            .main(DroppedLoader.class, own, "with an SDK")
            .start()) {
      app.awaitExit(LONG);

      assertEquals(List.of("COLLECTED"), app.stdout().lines(), () -> app.stderr().toString());
      assertTrue(
          app.agentLines().get(0).contains("through the application's"),
          () -> app.stderr().toString());
    }
  }

  private static void copyClass(Class<?> type, Path folder) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(content, copy);
    }
  }

  private static void use(AppProcess app, int sessions) {
    int done = app.stdout().lines().size();
    app.send(String.valueOf(sessions));
    app.stdout().await(done, line -> line.equals("DONE"), LONG);
  }

  /** What there is clearly more of than before; what is just being exported gets time to leave. */
  private static Map<String, Long> grown(Map<String, Long> before, AppProcess app) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      // What the collector has cleared is taken off the agent's maps by the next session.
      use(app, 1);
      Map<String, Long> grown = new TreeMap<>();
      instances(app)
          .forEach(
              (name, count) -> {
                if (count > before.getOrDefault(name, 0L) + 100) {
                  grown.put(name, count);
                }
              });
      if (grown.isEmpty() || System.nanoTime() > deadline) {
        return grown;
      }
    }
  }

  /** Instances per class, of the agent's classes and of the SDK's sessions, after a full GC. */
  private static Map<String, Long> instances(AppProcess app) {
    try (AppProcess jcmd =
        App.start(
            List.of(
                Jdk.oldest().jcmd().toString(), String.valueOf(app.pid()), "GC.class_histogram"),
            Map.of())) {
      jcmd.awaitExit(LONG);
      Map<String, Long> instances = new TreeMap<>();
      for (String line : jcmd.stdout().lines()) {
        String[] columns = line.trim().split("\\s+");
        if (columns.length >= 4 && columns[3].matches("io\\.mcpotel\\..*|.*\\.Mcp.*Session")) {
          instances.put(columns[3], Long.parseLong(columns[1]));
        }
      }
      assertTrue(!instances.isEmpty(), () -> jcmd.stdout().toString());
      return instances;
    }
  }
}
