// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.record.Stderr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileTest {

  @TempDir private Path folder;

  private HealthFile file(Path path) {
    return HealthFile.of(path.toString(), "1.2.3");
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void isReplacedAsAWhole() throws Exception {
    Path path = folder.resolve("health.json");
    HealthFile file = file(path);

    file.write(TestHealthSource.of(ServerState.UP, "one"));
    Object first = Files.readAttributes(path, "unix:ino").get("ino");
    assertTrue(Files.readString(path).contains("\"state\":\"up\",\"reason\":\"one\""));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));

    file.write(TestHealthSource.of(ServerState.BROKEN, "two"));
    assertTrue(Files.readString(path).contains("\"state\":\"broken\",\"reason\":\"two\""));
    assertNotEquals(first, Files.readAttributes(path, "unix:ino").get("ino"));
    assertEquals(List.of(path), in(folder));
  }

  @Test
  void whoMayReadItIsForItsOwnerToSay() throws Exception {
    Path path = Files.createFile(folder.resolve("health.json"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

    file(path).write(TestHealthSource.of(ServerState.UP, "one"));

    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void missingFolderIsToldOnceAndTriedAgain() throws Exception {
    Path path = folder.resolve("later").resolve("health.json");
    HealthFile file = file(path);
    try (Stderr stderr = new Stderr()) {
      file.write(TestHealthSource.of(ServerState.UP, "one"));
      file.write(TestHealthSource.of(ServerState.UP, "two"));

      assertEquals(1, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(stderr.lines().get(0).contains("cannot write health to " + path));

      Files.createDirectory(path.getParent());
      file.write(TestHealthSource.of(ServerState.UP, "three"));
      assertTrue(Files.readString(path).contains("three"));

      Files.delete(path);
      Files.delete(path.getParent());
      file.write(TestHealthSource.of(ServerState.UP, "four"));
      assertEquals(2, stderr.lines().size(), "it is news again");
    }
  }

  @Test
  void goesWithTheJvmAndStaysAway() throws Exception {
    Path path = folder.resolve("health.json");
    HealthFile file = file(path);
    file.write(TestHealthSource.of(ServerState.UP, "one"));

    file.end();
    file.write(TestHealthSource.of(ServerState.UP, "two"));

    assertEquals(List.of(), in(folder));
  }

  @Test
  void isWrittenByItsOwnThreadAndAnnounced() throws Exception {
    Path pattern = folder.resolve("health-%p.json");
    Path path = folder.resolve("health-" + ProcessHandle.current().pid() + ".json");
    TestHealthSource serverHealth = new TestHealthSource();
    HealthFile file = file(pattern);
    serverHealth.addListener(file);
    Thread writer = new Thread(() -> file.run(serverHealth), "writer");
    writer.setDaemon(true);
    writer.start();

    // What nobody has told.
    awaitText(path, serverHealth.now().reason());
    for (String reason : List.of("one", "two")) {
      serverHealth.become(ServerState.UP, reason);
      awaitText(path, reason);
    }
    assertEquals(path.toString(), System.getProperty(HealthFile.PROPERTY));
    file.end();
    assertFalse(Files.exists(path));
  }

  private static void awaitText(Path path, String text) throws IOException {
    while (!Files.exists(path) || !Files.readString(path).contains("\"" + text + "\"")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void folderIsNoFile() {
    try (Stderr stderr = new Stderr()) {
      file(folder).write(TestHealthSource.of(ServerState.UP, "one"));
      assertNull(HealthFile.of("/", "1.2.3"));
      assertNull(HealthFile.of("\0", "1.2.3"));

      assertEquals(3, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(stderr.lines().stream().allMatch(line -> line.contains("health")));
    }
  }
}
