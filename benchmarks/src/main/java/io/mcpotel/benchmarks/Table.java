// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table, aligned so that it reads well in a terminal too. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    rows.add(List.of(header));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i)));
      if (i == 0) {
        text.append(rule());
      }
    }
    return text.toString();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < cells.size(); i++) {
      String spaces = " ".repeat(width(i) - cells.get(i).length());
      line.append(' ').append(i == 0 ? cells.get(i) + spaces : spaces + cells.get(i)).append(" |");
    }
    return line.append('\n').toString();
  }

  private String rule() {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < rows.get(0).size(); i++) {
      line.append(i == 0 ? "-".repeat(width(i) + 2) : "-".repeat(width(i) + 1) + ":").append('|');
    }
    return line.append('\n').toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
