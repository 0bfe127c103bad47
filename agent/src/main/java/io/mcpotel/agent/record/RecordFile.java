// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.PrivateFiles;
import io.mcpotel.agent.core.event.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends records to a file as lines of JSON, and begins a new file where one is full or of an
 * earlier day. Days are those of UTC: so are the times in the lines, and none has an hour twice.
 *
 * <p>It throws nothing: what cannot be written is logged, and counted as lost. Other processes may
 * write to the same path.
 */
final class RecordFile implements RecordSink {

  private static final int BUFFER = 64 * 1024;
  private static final int FILES = 8;
  private static final long SMALL_FILE = 1024 * 1024;
  private static final long CLEAR_UP_MILLIS = 60 * 60_000;
  private static final int MOST_TRIES = 10;
  private static final long HALF_LINE_NANOS = 100_000_000;
  private static final long DAY_MILLIS = 24 * 60 * 60_000;
  private static final Path STDOUT = Path.of("/dev/stdout");

  private final FileNames names;
  private final Path active;
  private final RotatedFiles kept;
  private final Clock clock;
  private final Outage outage;
  private final long mostInFile;
  private final JsonLine json = new JsonLine();
  private final ByteBuffer batch = ByteBuffer.allocate(BUFFER);

  /** The open file, or null. */
  private FileChannel channel;

  /** The open file's identity, or null where the file system has none. */
  private Object key;

  private long clearedUp;

  /** Whether the file that is closed was left as it is, to be gone on with. */
  private boolean rests;

  /**
   * Touches no file yet; a first flush without records shows early whether they can be written.
   *
   * @param path the file's, {@code %p} in it being the process id
   * @param retention how long a file is kept after its last record; with {@code %p} this goes for
   *     those of earlier processes as well
   * @param mostInAll how many bytes all files of this path may have together
   * @throws IllegalArgumentException where the path is none that the system could have
   */
  RecordFile(String path, Duration retention, long mostInAll, Clock clock) {
    this.clock = clock;
    names = new FileNames(path);
    active = names.active();
    mostInFile = Math.max(mostInAll / FILES, Math.min(mostInAll / 2, SMALL_FILE));
    kept = new RotatedFiles(names, retention, mostInAll, mostInFile, clock);
    outage = new Outage(active.toString(), clock);
  }

  @Override
  public void write(Event event) {
    if (outage.isFresh()) {
      outage.lose(1);
      return;
    }
    byte[] line;
    try {
      line = json.of(event);
    } catch (RuntimeException e) {
      AgentLog.report("describing a record", e);
      outage.lose(1);
      return;
    }
    if (line.length > mostInFile) {
      AgentLog.once("records of more than " + mostInFile + " bytes do not go into " + active + ".");
      outage.lose(1);
      return;
    }
    if (line.length > batch.remaining()) {
      flush();
    }
    if (line.length > batch.remaining()) {
      append(ByteBuffer.wrap(line));
    } else {
      batch.put(line);
    }
  }

  @Override
  public void flush() {
    try {
      append(batch.flip());
    } finally {
      batch.clear();
    }
  }

  /**
   * A checkpoint of the JVM (CRaC) fails where a file is open. What is no file, such as a pipe,
   * ends for its reader when it is closed.
   */
  @Override
  public void rest() {
    if (channel != null && Files.isRegularFile(active)) {
      closeChannel();
      rests = true;
    }
  }

  @Override
  public void close() {
    if (batch.position() > 0) {
      flush();
    }
    closeChannel();
    outage.end();
  }

  /** How many records were lost since the start. */
  long lost() {
    return outage.lost();
  }

  /** Writes whole lines, at once, so that no line of another process comes between. */
  private void append(ByteBuffer lines) {
    if (outage.isFresh()) {
      outage.lose(newlines(lines));
      return;
    }
    boolean any = lines.hasRemaining();
    // A channel closes itself on a thread that is asked to end, who may have a last batch to write.
    boolean interrupted = Thread.interrupted();
    try {
      makeReady(lines.remaining());
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
      if (any) {
        outage.over();
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The application may have used up the memory that buffers come from. Opened again, the file
      // is looked at for the half line that this may have left.
      closeChannel();
      outage.lose(newlines(lines));
      outage.failed(reason(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void makeReady(int bytes) throws IOException {
    if (channel == null) {
      refuseStdout();
    }
    BasicFileAttributes there = attributes();
    if (there != null && isDone(there, bytes)) {
      closeChannel();
      rests = false;
      kept.take(there.lastModifiedTime().toInstant());
    } else if (channel != null && !isOpen(there)) {
      closeChannel();
    }
    boolean isNew = channel == null && !rests;
    if (channel == null) {
      open();
      rests = false;
    }
    if (isNew || Math.abs(clock.millis() - clearedUp) > CLEAR_UP_MILLIS) {
      clearUp();
    }
  }

  /** What is at the path, or null where nothing is. */
  private BasicFileAttributes attributes() throws IOException {
    try {
      return Files.readAttributes(active, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private boolean isDone(BasicFileAttributes there, int bytes) {
    return there.isRegularFile()
        && there.size() > 0
        && (there.size() + bytes > mostInFile
            || day(there.lastModifiedTime().toMillis()) < day(clock.millis()));
  }

  private static long day(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  /** Whether the open file is still the one at the path; others may delete or rotate it. */
  private boolean isOpen(BasicFileAttributes there) throws IOException {
    if (there == null) {
      return false;
    }
    // Without identities, two files of one size are taken for the same.
    return key == null ? there.size() == channel.size() : key.equals(there.fileKey());
  }

  private void open() throws IOException {
    PrivateFiles.createFolders(active.getParent());
    // The file that was opened may be rotated by another process before its identity is known.
    BasicFileAttributes before;
    BasicFileAttributes after = attributes();
    int tries = 0;
    Path file;
    do {
      closeChannel();
      before = after;
      file = PrivateFiles.behindLinks(active);
      channel =
          FileChannel.open(
              file,
              PrivateFiles.unlinked(file, CREATE, WRITE, APPEND),
              PrivateFiles.ownerOnly(file));
      after = attributes();
    } while (!isSame(before, after) && ++tries < MOST_TRIES);
    key = after == null ? null : after.fileKey();
    if (after != null && after.isRegularFile() && after.size() > 0 && endsInHalfLine(file)) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
    return before != null && after != null && Objects.equals(before.fileKey(), after.fileKey());
  }

  /** Stdout is the application's: on a stdio server, a record there would break the protocol. */
  private void refuseStdout() throws IOException {
    if (Files.exists(active) && Files.exists(STDOUT) && Files.isSameFile(active, STDOUT)) {
      throw new FileSystemException(active.toString(), null, "it is the stdout of this process");
    }
  }

  /** Whether the last writer of this file did not come to an end. */
  private static boolean endsInHalfLine(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, PrivateFiles.unlinked(path, READ))) {
      long size;
      int tries = 0;
      do {
        size = file.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        if (file.read(last, Math.max(0, size - 1)) != 1 || last.get(0) == '\n') {
          return false;
        }
        // It grows where another process is just about to write the other half.
        LockSupport.parkNanos(HALF_LINE_NANOS);
      } while (file.size() != size && ++tries < MOST_TRIES);
      return true;
    }
  }

  private void clearUp() throws IOException {
    clearedUp = clock.millis();
    kept.clearUp();
  }

  private void closeChannel() {
    FileChannel open = channel;
    channel = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      // Some file systems tell only now that they have not written all.
      AgentLog.once("records in " + active + " may be missing: " + reason(e));
    }
  }

  /** How many lines, whole or the rest of one, are left to write. */
  private static int newlines(ByteBuffer lines) {
    int count = 0;
    for (int i = lines.position(); i < lines.limit(); i++) {
      if (lines.get(i) == '\n') {
        count++;
      }
    }
    return count;
  }

  private static String reason(Throwable failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }
}
