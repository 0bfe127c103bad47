// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that is wrong with the file, in the order of its lines. */
final class Problems {

  private static final int MOST_SHOWN = 60;

  private final String file;
  private final SortedMap<Integer, Set<String>> byLine = new TreeMap<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String message) {
    byLine.computeIfAbsent(line, any -> new LinkedHashSet<>()).add(message);
  }

  void throwIfAny() throws ConfigException {
    if (!byLine.isEmpty()) {
      List<String> messages = new ArrayList<>();
      byLine.forEach((line, all) -> all.forEach(m -> messages.add(file + ":" + line + ": " + m)));
      throw new ConfigException(messages);
    }
  }

  /** What somebody has written, on one line. */
  static String shown(String written) {
    String line = written.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
  }
}
