// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import io.mcpotel.hub.benchmark.Template.Body;
import io.mcpotel.hub.store.FilledStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the hub takes and how fast it is, beside the goals of its design. */
public final class HubBenchmark {

  private static final int STARTS = 3;

  private final boolean quick;
  private final Path folder;
  private final List<String> lines = new ArrayList<>();

  private HubBenchmark(boolean quick, Path folder) {
    this.quick = quick;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    if (!List.of(arguments).isEmpty() && !List.of(arguments).equals(List.of("quick"))) {
      System.err.println("Expected quick or nothing, not " + List.of(arguments));
      System.exit(1);
    }
    Path folder = Files.createTempDirectory("hub-benchmark-");
    try {
      new HubBenchmark(arguments.length > 0, folder).run();
    } finally {
      try (Stream<Path> paths = Files.walk(folder)) {
        paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private void run() throws Exception {
    System.out.println(
        "### The hub, on "
            + Runtime.getRuntime().availableProcessors()
            + " processors with the load and the questions beside it; the machine's load was "
            + Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
            + " before\n");
    Path kept = folder.resolve("kept");
    rate(kept);
    double bytes = FilledStore.closeAndMeasure(kept);
    line("bytes on disk of an operation with its two spans, closed", bytes, 120, "%.0f");
    Path filled = folder.resolve("filled");
    long operations = quick ? 1_000_000 : 10_000_000;
    long started = System.nanoTime();
    FilledStore.fill(kept, filled, operations);
    System.out.printf(
        "%,d operations of seven days are in store; that took %.0f s%n%n",
        operations, (System.nanoTime() - started) / 1e9);
    starts(filled, operations);
    answers(filled, operations);
    System.out.println();
    System.out.println("| figure | measured | goal | |\n|---|---:|---:|---|");
    lines.forEach(System.out::println);
    if (quick) {
      System.out.println("\nThe goals are for ten minutes and ten million operations.");
    }
    System.out.println();
    new BesideZipkin(folder, quick ? 10 : 60).print();
  }

  private void rate(Path data) throws Exception {
    int seconds = quick ? 30 : 600;
    try (RunningServer hub = RunningServer.hub(data)) {
      try (Load load = new Load(hub.endpoint(), 20_000, Body.RECORDS, Body.SPANS)) {
        Thread.sleep(seconds * 1_000L);
        String over = load.keptPerSecond() >= 19_800 ? "ok" : "under";
        row(
            "operations a second, kept with their spans, of 20,000 sent for " + seconds + " s",
            String.format(Locale.ROOT, "%,.0f", load.keptPerSecond()),
            "20,000",
            over);
        System.out.printf(
            "%,d operations were kept with %.0f s of the hub's CPU; %,d batches were refused and"
                + " sent again%n",
            load.kept(), hub.cpuSeconds(), load.refused());
      }
      line("RSS under that load, MB at most", hub.mostMegabytes(), 600, "%.0f");
    }
  }

  private void starts(Path filled, long operations) throws Exception {
    line("ready with an empty store, s", start(folder.resolve("empty")), 2, "%.1f");
    String words = String.format(Locale.ROOT, "ready with %,d operations, s", operations);
    line(words, start(filled), 3, "%.1f");
  }

  private static double start(Path data) throws Exception {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (RunningServer hub = RunningServer.hub(data)) {
        millis.add(hub.readyMillis());
      }
    }
    return millis.stream().sorted().toList().get(STARTS / 2) / 1e3;
  }

  private void answers(Path filled, long operations) throws Exception {
    try (RunningServer hub = RunningServer.hub(filled);
        Load load = new Load(hub.endpoint(), 2_000, Body.RECORDS, Body.SPANS)) {
      Answers answers = new Answers(hub.endpoint());
      answers.ask(quick ? 100 : 200);
      System.out.println(answers);
      String over = String.format(Locale.ROOT, " over %,d operations, ms (95 %%)", operations);
      line("the fleet" + over, answers.fleet95(), 150, "%.0f");
      line("another answer" + over, answers.other95(), 500, "%.0f");
      row(
          "operations a second kept beside the questions",
          String.format(Locale.ROOT, "%,.0f", load.keptPerSecond()),
          "2,000",
          load.keptPerSecond() >= 1_980 ? "ok" : "under");
      line("RSS beside the questions, MB at most", hub.mostMegabytes(), 600, "%.0f");
    }
  }

  private void line(String figure, double measured, double goal, String format) {
    row(
        figure,
        String.format(Locale.ROOT, format, measured),
        String.format(Locale.ROOT, "%.0f", goal),
        measured <= goal ? "ok" : "over");
  }

  private void row(String figure, String measured, String goal, String over) {
    lines.add("| " + figure + " | " + measured + " | " + goal + " | " + over + " |");
  }
}
