// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.PrivateFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The file in which catalogues outlive the JVM: a line of JSON for each tool, with names and hashes
 * only. It is replaced as a whole, so that nobody ever reads half of one.
 */
final class Baseline {

  private static final long LARGEST = 64L << 20;

  private static final String SERVER = "server";
  private static final String COMPLETE = "complete";
  private static final String TOOL = "tool";
  private static final String DESCRIPTION = "description";
  private static final String SCHEMA = "schema";
  private static final String ANNOTATIONS = "annotations";
  private static final String GONE = "gone";
  private static final String YES = "yes";

  private final Path file;
  private boolean failing;

  Baseline(Path file) {
    this.file = file;
  }

  /** Fills catalogues with what the file says. One that nobody can read is put aside. */
  void read(Function<String, Catalog> catalogs) {
    // A folder or a device is left to the one who told us to write there.
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      Path target = PrivateFiles.behindLinks(file);
      try {
        lines(target).forEach(members -> restore(members, catalogs));
      } catch (IOException | IllegalArgumentException e) {
        logUnreadable(e, putAside());
      }
    } catch (IOException e) {
      // What another user has laid there is not ours to move.
      logUnreadable(e, ".");
    }
  }

  private void logUnreadable(Exception failure, String consequence) {
    AgentLog.line(
        "cannot read the catalogue of tools in "
            + file
            + ", so none is known yet: "
            + failure
            + consequence);
  }

  /** Replaces the file by what is known now. */
  void write(Map<String, Catalog> catalogs) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("it is no file");
      }
      PrivateFiles.createFolders(file.toAbsolutePath().getParent());
      // Of a link, the file that it leads to is replaced.
      Path target = PrivateFiles.behindLinks(file);
      Path whole =
          Files.createTempFile(
              target.getParent(), "mcp-catalog", ".tmp", PrivateFiles.ownerOnly(target));
      try {
        try (BufferedWriter to = Files.newBufferedWriter(whole)) {
          for (Map.Entry<String, Catalog> catalog : catalogs.entrySet()) {
            write(catalog.getKey(), catalog.getValue(), to);
          }
        }
        PrivateFiles.copyPermissions(target, whole);
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        AgentLog.line("cannot write the catalogue of tools to " + file + ": " + e);
      }
    }
  }

  private static List<Map<String, String>> lines(Path path) throws IOException {
    if (Files.size(path) > LARGEST) {
      throw new IOException("it is too large");
    }
    List<Map<String, String>> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Map<String, String> members = FlatJson.read(line);
        if (!members.containsKey(SERVER)) {
          throw new IllegalArgumentException("a line names no server");
        }
        lines.add(members);
      }
    }
    return lines;
  }

  private static void restore(Map<String, String> line, Function<String, Catalog> catalogs) {
    Catalog catalog = catalogs.apply(line.get(SERVER));
    if (catalog == null) {
      return;
    }
    if (line.containsKey(COMPLETE)) {
      catalog.restoreComplete();
    }
    if (line.containsKey(TOOL)) {
      Fingerprint print =
          new Fingerprint(
              line.getOrDefault(DESCRIPTION, ""),
              line.getOrDefault(SCHEMA, ""),
              annotations(line.getOrDefault(ANNOTATIONS, "")));
      catalog.restore(line.get(TOOL), new Catalog.Entry(print, line.containsKey(GONE)));
    }
  }

  private static void write(String server, Catalog catalog, BufferedWriter to) throws IOException {
    Map<String, String> head = new LinkedHashMap<>();
    head.put(SERVER, server);
    if (catalog.isComplete()) {
      head.put(COMPLETE, YES);
    }
    to.append(FlatJson.write(head)).append('\n');
    for (Map.Entry<String, Catalog.Entry> tool : catalog.entries().entrySet()) {
      Fingerprint print = tool.getValue().print();
      Map<String, String> line = new LinkedHashMap<>();
      line.put(SERVER, server);
      line.put(TOOL, tool.getKey());
      line.put(DESCRIPTION, print.description());
      line.put(SCHEMA, print.schema());
      if (!print.annotations().isEmpty()) {
        line.put(ANNOTATIONS, text(print.annotations()));
      }
      if (tool.getValue().gone()) {
        line.put(GONE, YES);
      }
      to.append(FlatJson.write(line)).append('\n');
    }
  }

  /** Neither names nor values have any of the characters that separate them. */
  private static String text(SortedMap<String, String> annotations) {
    return annotations.entrySet().stream()
        .map(annotation -> annotation.getKey() + "=" + annotation.getValue())
        .collect(Collectors.joining(" "));
  }

  private static SortedMap<String, String> annotations(String text) {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (String annotation : text.split(" ")) {
      int equals = annotation.indexOf('=');
      if (equals > 0) {
        annotations.put(annotation.substring(0, equals), annotation.substring(equals + 1));
      }
    }
    return annotations;
  }

  /** It may be something else that somebody needs, and what is learnt will be written there. */
  private String putAside() {
    try {
      Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      return ". It is now " + aside + ".";
    } catch (IOException e) {
      return ".";
    }
  }
}
