// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files of one path that are full or of earlier days, and how long they are kept. */
final class RotatedFiles {

  private static final int MOST_TRIES = 1000;

  private final FileNames names;
  private final Duration retention;
  private final long mostInAll;
  private final long mostInFile;
  private final Clock clock;

  RotatedFiles(FileNames names, Duration retention, long mostInAll, long mostInFile, Clock clock) {
    this.names = names;
    this.retention = retention;
    this.mostInAll = mostInAll;
    this.mostInFile = mostInFile;
    this.clock = clock;
  }

  /** Puts the active file among the kept ones. */
  void take(Instant lastWritten) throws IOException {
    Path target = claim(lastWritten);
    try {
      Files.move(names.active(), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // Another process was faster.
      Files.deleteIfExists(target);
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw e;
    }
  }

  /** Takes a free name by an empty file: a move alone could replace a file of another process. */
  private Path claim(Instant lastWritten) throws IOException {
    for (int later = 0; ; later++) {
      Path target = names.rotated(lastWritten.plusMillis(later));
      try {
        return Files.createFile(target, PrivateFiles.ownerOnly(target));
      } catch (FileAlreadyExistsException e) {
        if (later == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /** Deletes what is too old, and the oldest where it is too much in all. */
  void clearUp() throws IOException {
    List<Kept> files = new ArrayList<>();
    // The active file has its room set aside, as full as it may become.
    long inAll = mostInFile;
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(names.active().getParent(), names::isOurs)) {
      for (Path file : found) {
        Kept kept = file.equals(names.active()) ? null : look(file);
        if (kept != null) {
          files.add(kept);
          inAll += kept.size();
        }
      }
    }
    files.sort(Comparator.comparingLong(Kept::lastWritten).thenComparing(Kept::path));
    for (Kept file : files) {
      if (!file.inUse() && (isOld(file) || inAll > mostInAll) && delete(file.path())) {
        inAll -= file.size();
      }
    }
  }

  /** What there is of a file, or null where it is none or is gone. */
  private Kept look(Path path) throws IOException {
    BasicFileAttributes file;
    try {
      file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // Another process clears up as well.
      return null;
    }
    if (!file.isRegularFile()) {
      return null;
    }
    boolean inUse = names.isInUse(path);
    long size = inUse ? Math.max(file.size(), mostInFile) : file.size();
    return new Kept(path, size, file.lastModifiedTime().toMillis(), inUse);
  }

  private boolean isOld(Kept file) {
    long age = clock.millis() - file.lastWritten();
    return Duration.ofMillis(age).compareTo(retention) > 0;
  }

  private static boolean delete(Path file) {
    try {
      Files.deleteIfExists(file);
      return true;
    } catch (IOException e) {
      // It may be another user's, and is no reason to write nothing.
      AgentLog.once("cannot delete old records: " + e);
      return false;
    }
  }

  private record Kept(Path path, long size, long lastWritten, boolean inUse) {}
}
