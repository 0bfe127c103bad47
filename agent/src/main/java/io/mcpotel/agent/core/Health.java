// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** Whether the agent's own work is whole: what it has lost and where it has failed, in all. */
public final class Health {

  public static final String TRACES = "traces";
  public static final String METRICS = "metrics";
  public static final String LOGS = "logs";

  /** The backend did not take it. */
  public static final String EXPORT_FAILED = "export_failed";

  /** It came faster than it could be exported. */
  public static final String QUEUE_FULL = "queue_full";

  /** It came when the JVM's end had left no time for it. */
  public static final String SHUTDOWN = "shutdown";

  /** It could not be written to its file. */
  public static final String FILE = "file";

  /** Some name what they were about, of which there may be many. */
  private static final int MOST_PLACES = 100;

  private static final ConcurrentHashMap<Drop, LongAdder> DROPPED = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<String, LongAdder> FAILED = new ConcurrentHashMap<>();

  /**
   * What was lost in one way.
   *
   * @param signal {@code traces}, {@code metrics} or {@code logs}
   * @param reason why
   */
  public record Drop(String signal, String reason) {}

  private Health() {}

  /** Spans, metric exports or log records are lost. */
  public static void dropped(String signal, String reason, long count) {
    count(DROPPED, new Drop(signal, reason), count);
  }

  static void failed(String doing) {
    String place = FAILED.size() < MOST_PLACES || FAILED.containsKey(doing) ? doing : Methods.OTHER;
    count(FAILED, place, 1);
  }

  private static <K> void count(ConcurrentHashMap<K, LongAdder> counts, K key, long more) {
    LongAdder known = counts.get(key);
    if (known == null) {
      known = counts.computeIfAbsent(key, unknown -> new LongAdder());
    }
    known.add(more);
  }

  /** How much was lost of a signal so far. */
  public static long dropped(String signal) {
    return DROPPED.entrySet().stream()
        .filter(entry -> entry.getKey().signal().equals(signal))
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }

  /** Tells all drops. */
  public static void drops(ObjLongConsumer<Drop> to) {
    DROPPED.forEach((drop, count) -> to.accept(drop, count.sum()));
  }

  /** Tells all failures, by what was being done. */
  public static void failures(ObjLongConsumer<String> to) {
    FAILED.forEach((doing, count) -> to.accept(doing, count.sum()));
  }
}
