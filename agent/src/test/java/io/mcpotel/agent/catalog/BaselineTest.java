// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcpotel.agent.core.event.CatalogEvent.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

  private static final String SERVER = "a \"server\" \\ of\n Zürich";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void listen() {
    file = folder.resolve("new/catalog.jsonl");
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setErr(stderr);
  }

  /** What a JVM tells of the lists that it gets, to its end. */
  private List<String> jvm(List<Map<String, Fingerprint>> lists) {
    Catalogs catalogs = new Catalogs(file.toString(), task -> new Thread(task, "catalog"));
    List<String> changes = new ArrayList<>();
    for (Map<String, Fingerprint> list : lists) {
      catalogs.later(
          () -> {
            for (Change change :
                new Listing()
                    .page(catalogs.of(SERVER), list, new Listing.Page(null, null, false))) {
              changes.add(change.tool() + " " + change.what());
            }
          });
    }
    try {
      catalogs.end(PATIENCE_NANOS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return changes;
  }

  private static Map<String, Fingerprint> tool(String description) {
    return Map.of("ü\u2028", CatalogTest.print(description, "s", Map.of("readOnlyHint", "true")));
  }

  private List<String> lines() {
    return told.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void changeBetweenTwoStartsIsToldOnce() {
    assertEquals(List.of(), jvm(List.of(tool("d"))));
    assertEquals(List.of(), jvm(List.of(tool("d"))));
    assertEquals(List.of("ü\u2028 description"), jvm(List.of(tool("D"))));
    assertEquals(List.of(), jvm(List.of(tool("D"))));
    assertEquals(List.of(), lines());
  }

  @Test
  void toolThatWentBetweenTwoStartsAndComesBackOtherwiseIsKnown() {
    jvm(List.of(tool("d")));
    assertEquals(List.of("ü\u2028 removed"), jvm(List.of(Map.of())));
    assertEquals(List.of("ü\u2028 added", "ü\u2028 description"), jvm(List.of(tool("poisoned"))));
  }

  @Test
  void serverThatHadNoToolsIsKnownToHaveHadNone() {
    jvm(List.of(Map.of()));

    assertEquals(List.of("ü\u2028 added"), jvm(List.of(tool("d"))));
  }

  @Test
  void nothingIsWrittenWhereNothingIsNew() throws IOException {
    jvm(List.of(tool("d")));
    Files.delete(file);
    jvm(List.of(tool("d")));
    Object written = Files.readAttributes(file, "unix:ino").get("ino");
    jvm(List.of(tool("d")));

    assertEquals(written, Files.readAttributes(file, "unix:ino").get("ino"));
    assertEquals(List.of("catalog.jsonl"), List.of(file.getParent().toFile().list()));
  }

  @Test
  void damagedFileIsToldAndPutAside() throws IOException {
    jvm(List.of(tool("d")));
    String whole = Files.readString(file);
    String half = whole.substring(0, whole.length() - 9);
    Files.writeString(file, half);

    assertEquals(List.of(), jvm(List.of(tool("D"))));

    assertEquals(1, lines().size(), lines()::toString);
    assertTrue(lines().get(0).contains("cannot read"), lines()::toString);
    assertEquals(half, Files.readString(file.resolveSibling("catalog.jsonl.unreadable")));
    assertEquals(List.of("ü\u2028 description"), jvm(List.of(tool("d"))));
  }

  @Test
  void fileThatCannotBeWrittenIsToldOnceAndNothingElseSuffers() throws IOException {
    Files.createFile(folder.resolve("new"));

    assertEquals(
        List.of("ü\u2028 description", "ü\u2028 description"),
        jvm(List.of(tool("d"), tool("D"), tool("d"))));

    assertEquals(1, lines().size(), lines()::toString);
    assertTrue(lines().get(0).contains("cannot write"), lines()::toString);
  }

  @Test
  void folderInPlaceOfAFileIsLeftAlone() throws IOException {
    Files.createDirectories(file.resolve("precious"));

    assertEquals(List.of(), jvm(List.of(tool("d"))));

    assertTrue(Files.isDirectory(file.resolve("precious")));
    assertEquals(List.of("catalog.jsonl"), List.of(file.getParent().toFile().list()));
    assertEquals(1, lines().size(), lines()::toString);
    assertTrue(lines().get(0).contains("cannot write"), lines()::toString);
  }

  @Test
  void linkStaysALink() throws IOException {
    jvm(List.of(tool("d")));
    Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
    Files.createSymbolicLink(file, elsewhere);

    assertEquals(List.of("ü\u2028 description"), jvm(List.of(tool("D"))));
    assertTrue(Files.isSymbolicLink(file));
    assertEquals(List.of(), jvm(List.of(tool("D"))));
  }

  @Test
  void newFileAndFolderAreForTheirOwnerOnlyAndAFilesOwnPermissionsStay() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    jvm(List.of(tool("d")));
    assertEquals("rw-------", permissions(file));
    assertEquals("rwx------", permissions(file.getParent()));

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    jvm(List.of(tool("D")));

    assertEquals("rw-r-----", permissions(file));
  }

  @Test
  void linkOfAnotherUserIsNeitherReadNorWrittenNorMoved() throws IOException {
    jvm(List.of(tool("d")));
    Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
    List<String> before = Files.readAllLines(elsewhere);
    Files.createSymbolicLink(file, elsewhere);
    try {
      Files.setAttribute(file, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "only root can give a link away");
    }

    assertEquals(List.of(), jvm(List.of(tool("D"))));

    assertTrue(Files.isSymbolicLink(file));
    assertEquals(before, Files.readAllLines(elsewhere));
    assertEquals(2, lines().size(), lines()::toString);
    assertTrue(lines().get(0).contains("cannot read"), lines()::toString);
    assertTrue(lines().get(1).contains("cannot write"), lines()::toString);
    assertTrue(lines().get(1).contains("belongs to another user"), lines()::toString);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void withoutAFileNothingIsRead() {
    Catalogs catalogs = new Catalogs(null, Thread::new);

    assertNotNull(catalogs.of(SERVER));
    assertFalse(Files.exists(file.getParent()));
  }

  @Test
  void serversBeyondTheBoundAreNotLearntAndTheOthersStayKnown() {
    Catalogs catalogs = new Catalogs(null, Thread::new);
    Catalog first = catalogs.of("server 0");
    for (int i = 1; i < Catalogs.MOST_SERVERS; i++) {
      catalogs.of("server " + i);
    }

    assertNull(catalogs.of("one more"));
    assertEquals(first, catalogs.of("server 0"));
  }
}
