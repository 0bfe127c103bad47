// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
      Files.createDirectories(path);
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

  /**
   * Where DuckDB's library is unpacked to at each start. A process that is killed leaves 70 MB
   * there, so that what an earlier one left is removed here.
   */
  public Path emptyScratch() throws StoreException {
    Path scratch = path.resolve("tmp");
    try {
      Files.createDirectories(scratch);
      try (Stream<Path> left = Files.list(scratch)) {
        for (Path file : left.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
      return scratch;
    } catch (IOException e) {
      throw new StoreException("the folder " + scratch + " cannot be used: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The process ends, and the lock with it.
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
