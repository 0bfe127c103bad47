// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * The status of an agent, for a doctor of any other release: a line for each fact, with a word for
 * its kind and then its parts, apart by tabs. A kind or a further part that a doctor does not know
 * is passed over; what a kind's parts mean never changes.
 */
public final class StatusLines {

  private final StringBuilder text = new StringBuilder();
  private final List<Line> lines = new ArrayList<>();

  /** One fact. */
  public record Line(String kind, List<String> parts) {

    /** One of its parts, or nothing where an older agent has not told it. */
    public String part(int index) {
      return index < parts.size() ? parts.get(index) : "";
    }

    /** The same as a number, or -1. */
    public long number(int index) {
      String part = part(index);
      return part.matches("\\d{1,18}") ? Long.parseLong(part) : -1;
    }
  }

  public void add(String kind, Object... parts) {
    text.append(kind);
    for (Object part : parts) {
      text.append('\t').append(escaped(String.valueOf(part)));
    }
    text.append('\n');
  }

  /** What {@link #toString} wrote, maybe in another release. */
  public static StatusLines read(String text) {
    StatusLines status = new StatusLines();
    for (String line : text.split("\n")) {
      String[] parts = line.split("\t", -1);
      List<String> rest = new ArrayList<>();
      for (int i = 1; i < parts.length; i++) {
        rest.add(unescaped(parts[i]));
      }
      status.lines.add(new Line(parts[0], List.copyOf(rest)));
    }
    return status;
  }

  public List<Line> all(String kind) {
    return lines.stream().filter(line -> line.kind().equals(kind)).toList();
  }

  /** The first part of the only line of a kind, or null where there is none. */
  public String one(String kind) {
    return all(kind).stream().findFirst().map(line -> line.part(0)).orElse(null);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static String escaped(String part) {
    return part.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String part) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c != '\\' || i + 1 == part.length()) {
        plain.append(c);
        continue;
      }
      char escaped = part.charAt(++i);
      plain.append(
          switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> escaped;
          });
    }
    return plain.toString();
  }
}
