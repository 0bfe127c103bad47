// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** The folder of one hub, which no other hub uses meanwhile. */
public final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  public static DataFolder open(Path path) throws StoreException {
    try {
      create(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new StoreException("another hub uses the folder " + path.toAbsolutePath(), null);
      }
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new StoreException("the folder " + path.toAbsolutePath() + " cannot be used: " + e, e);
    }
  }

  Path database() {
    return path.resolve("hub.duckdb");
  }

  Path days() {
    return path.resolve("days");
  }

  /** Bytes of all that is in it. */
  long size() {
    return size(path);
  }

  static long size(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.mapToLong(path -> path.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      // A file that went meanwhile; the next question tells.
      return 0;
    }
  }

  /** A file that is kept beside the database. */
  public Path file(String name) {
    return path.resolve(name);
  }

  long bytesLeft() {
    return path.toFile().getUsableSpace();
  }

  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The process ends, and the lock with it.
    }
  }

  /** For its owner only, as messages may be in it; a folder that is there keeps its permissions. */
  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path whole = path.toAbsolutePath();
    if (whole.getParent() != null) {
      Files.createDirectories(whole.getParent());
    }
    if (whole.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          whole,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(whole);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
