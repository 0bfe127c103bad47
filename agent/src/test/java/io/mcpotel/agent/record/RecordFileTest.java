// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final long MUCH = 64 * 1024 * 1024;
  private static final Duration UNTIL_RETRY = Duration.ofSeconds(6);

  @TempDir Path folder;

  private final TestClock clock = new TestClock();

  private RecordFile open(Path path, long mostInAll) {
    return new RecordFile(path.toString(), WEEK, mostInAll, clock);
  }

  private static void write(RecordFile file, String... bodies) {
    for (String body : bodies) {
      file.write(TestEvent.of(body));
    }
    file.flush();
  }

  private void writeOnce(Path path, String... bodies) {
    RecordFile file = open(path, MUCH);
    write(file, bodies);
    file.close();
  }

  /** The bodies of the records in a file; that each line is a record is checked by that. */
  private static List<String> bodies(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> (String) Json.parse(line).get("body"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private List<String> names() throws IOException {
    return files().stream().map(file -> file.getFileName().toString()).toList();
  }

  private static String day(Instant time) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofInstant(time, ZoneOffset.UTC));
  }

  private Path oldFile(String name, Duration age) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "{\"body\":\"old\"}\n");
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(age)));
    return file;
  }

  @Test
  void recordsAreInTheFileAfterAFlush() {
    Path path = folder.resolve("a/b/mcp.jsonl");
    RecordFile file = open(path, MUCH);
    write(file, "one", "two");

    assertEquals(List.of("one", "two"), bodies(path));
    file.close();
    assertEquals(0, file.lost());
  }

  @Test
  void closeWritesWhatIsLeft() {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, MUCH);
    file.write(TestEvent.of("one"));
    file.close();

    assertEquals(List.of("one"), bodies(path));
  }

  @Test
  void threadThatIsAskedToEndWritesItsLastRecords() {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, MUCH);
    write(file, "one");
    Thread.currentThread().interrupt();
    write(file, "two");
    file.close();

    assertTrue(Thread.interrupted(), "what it is asked is forgotten");
    assertEquals(List.of("one", "two"), bodies(path));
    assertEquals(0, file.lost());
  }

  @Test
  void memoryIsBoundedWithoutAFlush() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, MUCH);
    for (int i = 0; i < 2000; i++) {
      file.write(TestEvent.of("x".repeat(100)));
    }

    assertTrue(Files.size(path) > 200_000, "in the file: " + Files.size(path));
    file.close();
    assertEquals(2000, bodies(path).size());
  }

  @Test
  void recordOfManyBytesIsWrittenInItsPlace() {
    Path path = folder.resolve("mcp.jsonl");
    writeOnce(path, "one", "x".repeat(500_000), "three");

    assertEquals(List.of("one", "x".repeat(500_000), "three"), bodies(path));
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path path = folder.resolve("mcp.jsonl");
    writeOnce(path, "one");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void folderThatIsMadeIsForItsOwnerOnlyAndAFileThatIsThereStaysAsItIs() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path path = folder.resolve("logs/mcp.jsonl");
    writeOnce(path, "one");
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));

    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    writeOnce(path, "two");

    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    assertEquals(List.of("one", "two"), bodies(path));
  }

  @Test
  void ownLinkIsFollowedAndThatOfAnotherUserIsNot() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(path, elsewhere);
    writeOnce(path, "one");
    assertEquals(List.of("one"), bodies(elsewhere));
    try {
      Files.setAttribute(path, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "only root can give a link away");
    }

    try (Stderr stderr = new Stderr()) {
      writeOnce(path, "two");

      assertTrue(
          stderr.lines().get(0).contains("a link there belongs to another user"),
          stderr.lines()::toString);
    }
    assertEquals(List.of("one"), bodies(elsewhere));
  }

  @Test
  void nothingIsMadeBeforeItIsUsed() throws IOException {
    RecordFile file = open(folder.resolve("logs/mcp.jsonl"), MUCH);
    assertEquals(List.of(), files());

    file.flush();

    assertTrue(Files.exists(folder.resolve("logs/mcp.jsonl")));
    file.close();
  }

  @Test
  void impossiblePathIsRefused() {
    for (String path : List.of("/", "a\0b")) {
      assertThrows(
          IllegalArgumentException.class, () -> new RecordFile(path, WEEK, MUCH, clock), path);
    }
  }

  @Test
  void fileOfTheDayIsAppendedTo() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    writeOnce(path, "one");
    writeOnce(path, "two");

    assertEquals(List.of("one", "two"), bodies(path));
    assertEquals(List.of("mcp.jsonl"), names());
  }

  @Test
  void halfLineOfACrashBreaksNoOther() throws IOException {
    Path path = Files.writeString(folder.resolve("mcp.jsonl"), "{\"body\":\"whole\"}\n{\"bo");
    writeOnce(path, "one");

    List<String> lines = Files.readAllLines(path);
    assertEquals(List.of("{\"body\":\"whole\"}", "{\"bo"), lines.subList(0, 2));
    assertEquals("one", Json.parse(lines.get(2)).get("body"));
    assertEquals(3, lines.size());
  }

  @Test
  void fileOfAnEarlierDayIsPutAsideAtStart() throws IOException {
    Path path = oldFile("mcp.jsonl", Duration.ofDays(2));
    writeOnce(path, "new");

    assertEquals(List.of("new"), bodies(path));
    String day = day(clock.instant().minus(Duration.ofDays(2)));
    assertTrue(names().get(0).matches("mcp-" + day + "-\\d{6}-\\d{3}\\.jsonl"), "" + names());
    assertEquals(List.of("old"), bodies(files().get(0)));
  }

  @Test
  void noFileThatWasPutAsideIsReplaced() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    for (String body : List.of("one", "two", "three")) {
      Files.writeString(path, "{\"body\":\"" + body + "\"}\n");
      FileTime yesterday = FileTime.from(clock.instant().minus(Duration.ofDays(1)));
      Files.setLastModifiedTime(path, yesterday);
      writeOnce(path);
    }

    assertEquals(List.of("one"), bodies(files().get(0)));
    assertEquals(List.of("two"), bodies(files().get(1)));
    assertEquals(List.of("three"), bodies(files().get(2)));
    assertEquals(4, files().size());
  }

  @Test
  void newDayHasANewFile() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, MUCH);
    write(file, "today");
    String today = day(Files.getLastModifiedTime(path).toInstant());
    clock.advance(Duration.ofDays(1));
    write(file, "tomorrow");
    file.close();

    assertEquals(List.of("tomorrow"), bodies(path));
    assertTrue(names().get(0).startsWith("mcp-" + today + "-"), "" + names());
    assertEquals(List.of("today"), bodies(files().get(0)));
    assertEquals(2, files().size());
  }

  @Test
  void filesSortByTimeAndNoneIsLargerThanItsPart() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, 40_000_000);
    String padding = "x".repeat(100_000);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      written.add(i + padding);
      write(file, i + padding);
    }
    file.close();

    List<String> found = new ArrayList<>();
    List<Path> files = files();
    assertEquals(4, files.size(), "" + names());
    for (Path each : files) {
      assertTrue(Files.size(each) <= 5_000_000, each + ": " + Files.size(each));
      found.addAll(bodies(each));
    }
    assertEquals(written, found);
  }

  @Test
  void oldestAreDeletedWhereAllAreTooMuch() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, 20_000);
    for (int i = 0; i < 500; i++) {
      write(file, "record " + i);
      long inAll = 0;
      for (Path each : files()) {
        inAll += Files.size(each);
      }
      assertTrue(inAll <= 20_000, "in all: " + inAll);
    }
    file.close();

    List<String> last = bodies(path);
    assertEquals("record 499", last.get(last.size() - 1));
    assertEquals(0, file.lost());
  }

  @Test
  void recordThatFitsIntoNoFileIsLostAlone() {
    Path path = folder.resolve("mcp.jsonl");
    try (Stderr stderr = new Stderr()) {
      RecordFile file = open(path, 20_000);
      write(file, "one", "x".repeat(30_000), "x".repeat(30_000), "two");
      file.close();

      assertEquals(2, file.lost());
      assertEquals(1, stderr.lines().stream().filter(line -> line.contains("do not go")).count());
    }
    assertEquals(List.of("one", "two"), bodies(path));
  }

  @Test
  void filesAreDeletedWhenTheirTimeIsOver() throws IOException {
    Path expired = oldFile("mcp-20200101-000000-001.jsonl", Duration.ofDays(8));
    Path kept = oldFile("mcp-20200102-000000-001.jsonl", Duration.ofDays(6));
    RecordFile file = open(folder.resolve("mcp.jsonl"), MUCH);
    write(file, "one");
    assertFalse(Files.exists(expired));
    assertTrue(Files.exists(kept));

    clock.advance(Duration.ofDays(2));
    write(file, "two");
    assertFalse(Files.exists(kept));
    file.close();
  }

  @Test
  void filesAreDeletedWithinHoursOfThat() throws IOException {
    Path file = oldFile("mcp-20200101-000000-001.jsonl", WEEK.minusMinutes(30));
    RecordFile records = open(folder.resolve("mcp.jsonl"), MUCH);
    write(records, "one");
    assertTrue(Files.exists(file));

    clock.advance(Duration.ofHours(2));
    write(records, "two");
    assertFalse(Files.exists(file));
    records.close();
  }

  @Test
  void filesOfOthersAreLeftAlone() throws IOException {
    Duration old = Duration.ofDays(1000);
    List<Path> others =
        List.of(
            oldFile("mcp-notes.jsonl", old),
            oldFile("mcp-20200101.jsonl", old),
            oldFile("mcp-20200101-000000-001.jsonl.gz", old),
            oldFile("mcp-20200101-000000-001-2.jsonl", old),
            oldFile("mcp-77-20200101-000000-001.jsonl", old),
            oldFile("xmcp-20200101-000000-001.jsonl", old),
            oldFile("mcp-20200101-000000-001xjsonl", old),
            Files.createDirectory(folder.resolve("mcp-20200101-000000-002.jsonl")));
    writeOnce(folder.resolve("mcp.jsonl"), "one");

    for (Path other : others) {
      assertTrue(Files.exists(other), "" + other);
    }
  }

  @Test
  void filesOfEarlierProcessesGoButNotOfLiveOnes() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    Duration old = Duration.ofDays(30);
    try {
      Path live = oldFile("mcp-" + process.pid() + ".jsonl", old);
      Path aside = oldFile("mcp-" + process.pid() + "-20200101-000000-001.jsonl", old);
      Path other = oldFile("mcp-x" + process.pid() + ".jsonl", old);
      writeOnce(folder.resolve("mcp-%p.jsonl"), "one");

      Path own = folder.resolve("mcp-" + ProcessHandle.current().pid() + ".jsonl");
      assertEquals(List.of("one"), bodies(own));
      assertTrue(Files.exists(live));
      assertFalse(Files.exists(aside));

      process.destroy();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      writeOnce(folder.resolve("mcp-%p.jsonl"), "two");
      assertFalse(Files.exists(live));
      assertTrue(Files.exists(other));
    } finally {
      process.destroy();
    }
  }

  @Test
  void vanishedFolderIsMadeAgain() throws IOException {
    Path path = folder.resolve("logs/mcp.jsonl");
    RecordFile file = open(path, MUCH);
    write(file, "one");
    Files.delete(path);
    Files.delete(path.getParent());
    write(file, "two");
    file.close();

    assertEquals(List.of("two"), bodies(path));
    assertEquals(0, file.lost());
  }

  @Test
  void fileThatOthersMoveAwayIsFollowedByANewOne() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, MUCH);
    write(file, "one");
    Path moved = Files.move(path, folder.resolve("moved"));
    Files.createFile(path);
    write(file, "two");
    file.close();

    assertEquals(List.of("one"), bodies(moved));
    assertEquals(List.of("two"), bodies(path));
  }

  @Test
  void unwritablePathIsToldOnceAndTriedAgain() throws IOException {
    Path obstacle = Files.createFile(folder.resolve("logs"));
    Path path = obstacle.resolve("mcp.jsonl");
    try (Stderr stderr = new Stderr()) {
      RecordFile file = open(path, MUCH);
      write(file, "one", "two");
      write(file, "three");
      clock.advance(UNTIL_RETRY);
      write(file, "four");

      assertEquals(4, file.lost());
      assertEquals(1, stderr.lines().size(), "" + stderr.lines());
      assertTrue(
          stderr.lines().get(0).contains(path.toString())
              && stderr.lines().get(0).contains("Not a directory"),
          stderr.lines().get(0));

      Files.delete(obstacle);
      write(file, "too early");
      assertEquals(5, file.lost());
      clock.advance(UNTIL_RETRY);
      write(file, "six");
      write(file, "seven");
      file.close();

      assertEquals(List.of("six", "seven"), bodies(path));
      assertEquals(5, file.lost());
      assertEquals(2, stderr.lines().size(), "" + stderr.lines());
      assertTrue(stderr.lines().get(1).contains("again, 5 were lost"), stderr.lines().get(1));
    }
  }

  @Test
  void folderInPlaceOfTheFileIsTold() throws IOException {
    Path path = Files.createDirectory(folder.resolve("mcp.jsonl"));
    try (Stderr stderr = new Stderr()) {
      RecordFile file = open(path, MUCH);
      write(file, "one");
      file.close();

      assertEquals(1, file.lost());
      assertTrue(stderr.lines().get(0).contains("Is a directory"), stderr.lines().get(0));
      assertTrue(stderr.lines().get(1).contains("1 was lost"), stderr.lines().get(1));
    }
  }

  @Test
  void fullDiskIsTold() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full");
    try (Stderr stderr = new Stderr()) {
      RecordFile file = open(full, MUCH);
      write(file, "one", "two");
      clock.advance(UNTIL_RETRY);
      write(file, "three");

      assertEquals(3, file.lost());
      assertEquals(1, stderr.lines().size(), "" + stderr.lines());
      assertTrue(
          stderr.lines().get(0).contains("/dev/full")
              && stderr.lines().get(0).contains("No space left"),
          stderr.lines().get(0));
      file.close();
    }
    assertTrue(Files.exists(full));
  }

  @Test
  void lineThatAFullDiskCutsOffSwallowsNoOther() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "no prlimit");
    Path path = folder.resolve("mcp.jsonl");
    Process process = FilledDisk.start(path, 10_000);
    int whole;
    try {
      whole = Integer.parseInt(process.inputReader().readLine());
      String content = Files.readString(path);
      assertEquals(10_000, content.length());
      assertFalse(content.endsWith("\n"), "no line was cut off");

      Process more =
          new ProcessBuilder("prlimit", "--fsize=unlimited", "--pid=" + process.pid()).start();
      assertEquals(0, more.waitFor());
      process.getOutputStream().close();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }

    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    assertEquals(whole + 2, lines.size());
    assertFalse(lines.remove(whole).endsWith("}"), "no line was cut off");
    assertEquals("after", Json.parse(lines.get(whole)).get("body"));
    for (int i = 0; i < whole; i++) {
      assertEquals("record " + i, Json.parse(lines.get(i)).get("body"));
    }
  }

  @Test
  void troubleThatComesAndGoesIsNotToldEachTime() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    try (Stderr stderr = new Stderr()) {
      RecordFile file = open(path, MUCH);
      for (int i = 0; i < 5; i++) {
        Files.createDirectory(path);
        write(file, "lost");
        Files.delete(path);
        clock.advance(UNTIL_RETRY);
        write(file, "written");
        Files.delete(path);
      }
      assertEquals(2, stderr.lines().size(), "" + stderr.lines());
      file.close();

      assertEquals(5, file.lost());
      assertEquals(3, stderr.lines().size(), "" + stderr.lines());
      assertTrue(stderr.lines().get(2).contains("4 were lost"), stderr.lines().get(2));
    }
  }

  @Test
  void stdoutIsNotWrittenTo() {
    Path stdout = Path.of("/dev/stdout");
    assumeTrue(Files.exists(stdout), "no /dev/stdout");
    try (Stderr stderr = new Stderr()) {
      RecordFile file = open(stdout, MUCH);
      write(file, "one");
      file.close();

      assertEquals(1, file.lost());
      assertTrue(stderr.lines().get(0).contains("stdout of this process"), "" + stderr.lines());
    }
  }

  @Test
  void recordThatCannotBeDescribedIsLostAlone() {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, MUCH);
    try (Stderr stderr = new Stderr()) {
      file.write(
          TestEvent.of(
              "broken",
              fields -> {
                throw new IllegalStateException("by the test");
              }));
      write(file, "one");
      file.close();

      assertEquals(1, file.lost());
      assertTrue(String.join("\n", stderr.lines()).contains("1 was lost"), "" + stderr.lines());
    }
    assertEquals(List.of("one"), bodies(path));
  }

  @Test
  void twoWritersOfOnePathLoseAndBreakNothing() throws Exception {
    Path path = folder.resolve("mcp.jsonl");
    int each = 8_000;
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (String name : List.of("a", "b")) {
        RecordFile file = open(path, 16_000_000);
        ends.add(
            writers.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    file.write(TestEvent.of(name + i + "x".repeat(300)));
                    if (i % 7 == 0) {
                      file.flush();
                    }
                  }
                  file.close();
                  assertEquals(0, file.lost());
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get(60, TimeUnit.SECONDS);
      }
    } finally {
      writers.shutdownNow();
    }

    List<String> found = new ArrayList<>();
    assertTrue(files().size() > 3, "" + names());
    for (Path file : files()) {
      found.addAll(bodies(file));
    }
    List<String> written = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      IntStream.range(0, each).forEach(i -> written.add(name + i + "x".repeat(300)));
    }
    assertEquals(written.stream().sorted().toList(), found.stream().sorted().toList());
  }

  @Test
  void fileThatRestsIsNotOpenAndIsGoneOnWith() throws IOException {
    Path path = folder.resolve("mcp.jsonl");
    RecordFile file = open(path, MUCH);
    write(file, "before");
    assertTrue(isOpen(path));

    file.rest();
    assertFalse(isOpen(path));
    write(file, "after");

    assertEquals(List.of("before", "after"), bodies(path));
    assertEquals(List.of(path), files());
    file.close();
  }

  /** Whether this process has it open, as far as the system tells. */
  private static boolean isOpen(Path path) throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.anyMatch(
          descriptor -> {
            try {
              return Files.readSymbolicLink(descriptor).equals(path.toRealPath());
            } catch (IOException e) {
              return false;
            }
          });
    }
  }
}
