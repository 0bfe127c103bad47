// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders of the closed days, with a Parquet file for each table that has rows. A folder that
 * is named as a day is whole and on disk; it has another name while it is written or deleted.
 */
class DayFiles {

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final String DRAFT = ".draft";
  private static final String DROPPED = ".dropped";

  private final Path root;

  DayFiles(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root);
    // What a process that was killed was about to write or to delete.
    for (Path folder : list(root)) {
      String name = folder.getFileName().toString();
      if (name.endsWith(DRAFT) || name.endsWith(DROPPED)) {
        delete(folder);
      }
    }
  }

  NavigableSet<LocalDate> days() throws IOException {
    NavigableSet<LocalDate> days = new TreeSet<>();
    for (Path folder : list(root)) {
      if (DAY.matcher(folder.getFileName().toString()).matches()) {
        days.add(LocalDate.parse(folder.getFileName().toString()));
      }
    }
    return days;
  }

  /** The file of a closed day, if the day has rows of this table. */
  Optional<Path> file(Table table, LocalDate day) {
    return Optional.of(in(root.resolve(day.toString()), table)).filter(Files::exists);
  }

  /** The file of a closed day, if it was made of it: older hubs made none. */
  Optional<Path> file(Rollup rollup, LocalDate day) {
    return Optional.of(in(root.resolve(day.toString()), rollup)).filter(Files::exists);
  }

  static Path in(Path folder, Table table) {
    return folder.resolve(table.sqlName() + ".parquet");
  }

  static Path in(Path folder, Rollup rollup) {
    return folder.resolve(rollup.sqlName() + ".parquet");
  }

  /** An empty folder to write a day into. */
  Path draft(LocalDate day) throws IOException {
    Path draft = root.resolve(day + DRAFT);
    if (Files.exists(draft)) {
      delete(draft);
    }
    return Files.createDirectory(draft);
  }

  /** The draft is the day from now on, whatever happens to this machine. */
  void publish(LocalDate day) throws IOException {
    Path draft = root.resolve(day + DRAFT);
    for (Path file : list(draft)) {
      force(file, StandardOpenOption.WRITE);
    }
    forceFolder(draft);
    rename(draft, root.resolve(day.toString()));
    forceFolder(root);
  }

  /** As a whole: what is left of it when this is cut off is no day any more. */
  void drop(LocalDate day) throws IOException {
    Path folder = root.resolve(day.toString());
    if (Files.exists(folder)) {
      Path dropped = root.resolve(day + DROPPED);
      rename(folder, dropped);
      delete(dropped);
    }
  }

  long size(LocalDate day) {
    return DataFolder.size(root.resolve(day.toString()));
  }

  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    // Windows has no such thing, and keeps names without.
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      force(folder, StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
