// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums up stacks: by the agent's own methods, by others', and by threads. */
final class StackShares {

  private static final String AGENT = "io.mcpotel.";
  private static final String SERVER = "io.mcpotel.benchmarks.";

  private static final List<String> USED_BY_ALL =
      List.of("java.", "javax.", "jdk.", "sun.", "io.opentelemetry.", AGENT + "own.opentelemetry.");

  private static final int ROWS = 15;

  /** What a thread does that waits for work, not for another thread. */
  private static final List<String> IDLE =
      List.of(
          "ThreadPoolExecutor.getTask",
          "ForkJoinPool.awaitWork",
          "ForkJoinPool.runWorker",
          "BatchSpanProcessor$Worker.run",
          "BatchLogRecordProcessor$Worker.run",
          "RecordQueue.gather",
          "StuckRequestDetector.run",
          "AsyncTimeout$Companion.awaitTimeout",
          "NioEndpoint$Poller.run");

  private final Map<String, Sum> ours = new HashMap<>();
  private final Map<String, Sum> others = new HashMap<>();
  private final Map<String, Sum> threads = new HashMap<>();
  private final Sum all = new Sum();
  private final Sum oursInAll = new Sum();

  private static final class Sum {
    private double weight;
    private long events;

    void add(double more) {
      weight += more;
      events++;
    }

    double weight() {
      return weight;
    }
  }

  /** Whether a thread that waits there has nothing to do. */
  static boolean isIdle(List<String> frames) {
    return frames.stream().anyMatch(frame -> IDLE.stream().anyMatch(frame::endsWith));
  }

  /**
   * Counts a stack for the innermost method that is neither the JDK's nor OpenTelemetry's: what the
   * SDK does below a wrapper of the agent is the SDK's.
   *
   * @param frames class and method, the innermost first
   */
  void add(String thread, List<String> frames, double weight) {
    String kind = thread.replaceAll("\\d+", "#");
    String method =
        frames.stream().filter(frame -> !isUsedByAll(frame)).findFirst().orElse("the JDK alone");
    boolean isOurs = method.startsWith(AGENT) && !method.startsWith(SERVER);
    all.add(weight);
    if (isOurs) {
      oursInAll.add(weight);
    }
    add(isOurs ? ours : others, method + " on " + kind, weight);
    add(threads, kind, weight);
  }

  double oursShare() {
    return all.weight == 0 ? 0 : oursInAll.weight / all.weight;
  }

  double total() {
    return all.weight;
  }

  long events() {
    return all.events;
  }

  @Override
  public String toString() {
    return table("this agent: " + Text.percent(oursShare()), ours)
        + "\n"
        + table("others", others)
        + "\n"
        + table("threads", threads);
  }

  private String table(String title, Map<String, Sum> sums) {
    Table table = new Table(title, "share", "events");
    sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble(Sum::weight).reversed()))
        .limit(ROWS)
        .forEach(
            entry ->
                table.row(
                    entry.getKey(),
                    Text.number("%.1f %%", 100 * entry.getValue().weight / all.weight),
                    Text.whole(entry.getValue().events)));
    return table.toString();
  }

  private static void add(Map<String, Sum> sums, String key, double weight) {
    sums.computeIfAbsent(key, k -> new Sum()).add(weight);
  }

  private static boolean isUsedByAll(String frame) {
    return USED_BY_ALL.stream().anyMatch(frame::startsWith);
  }
}
