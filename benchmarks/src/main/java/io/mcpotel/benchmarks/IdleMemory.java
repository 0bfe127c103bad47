// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Part g: what a stdio server holds that has answered a call and been idle for a while. */
final class IdleMemory {

  private static final double HEAP_BUDGET = 8;
  private static final double RSS_BUDGET = 30;

  private static final int ROUNDS = 5;

  /** Until the agent has started and its first export is over. */
  private static final long IDLE_MILLIS = 8000;

  private final Jdk jdk;
  private final FirstCall server;

  IdleMemory(Jdk jdk) {
    this.jdk = jdk;
    this.server = new FirstCall(jdk);
  }

  String report() {
    try (Sink sink = new Sink()) {
      Variant ours = Variant.ours().with(sink.options());
      List<Variant> variants = List.of(Variant.NONE, ours);
      Medians heap = Medians.inTurn(variants, ROUNDS, variant -> server.after(variant, this::heap));
      Medians rss = Medians.inTurn(variants, ROUNDS, variant -> server.after(variant, this::rss));
      Table table = new Table(jdk.toString(), "heap, MB", "added", "RSS, MB", "added");
      for (Variant variant : variants) {
        table.row(
            variant.name(),
            tenths(heap.of(variant)),
            tenths(heap.of(variant) - heap.of(Variant.NONE)),
            tenths(rss.of(variant)),
            tenths(rss.of(variant) - rss.of(Variant.NONE)));
      }
      return table
          + budget("heap added, in MB", heap.of(ours) - heap.of(Variant.NONE), HEAP_BUDGET)
          + budget("RSS added, in MB", rss.of(ours) - rss.of(Variant.NONE), RSS_BUDGET);
    }
  }

  private static String budget(String what, double value, double budget) {
    return Text.budget(what, tenths(value), tenths(budget), value <= budget);
  }

  private static String tenths(double value) {
    return Text.number("%.1f", value);
  }

  /** What is alive, in MB; the JVM makes a full collection first. */
  private double heap(Process process) {
    idle();
    return collected(process);
  }

  /** What the process has in memory after a full collection, in MB. */
  private double rss(Process process) {
    idle();
    collected(process);
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1e3;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double collected(Process process) {
    try {
      Process command =
          new ProcessBuilder(
                  jdk.java().resolveSibling("jcmd").toString(),
                  Long.toString(process.pid()),
                  "GC.class_histogram")
              .start();
      String histogram =
          new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      // The last line is: Total, the number of objects, their bytes.
      String total = histogram.substring(histogram.lastIndexOf('\n') + 1);
      return Long.parseLong(total.strip().split("\\s+")[2]) / 1e6;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void idle() {
    try {
      Thread.sleep(IDLE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
