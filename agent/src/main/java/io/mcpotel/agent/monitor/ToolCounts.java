// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the calls of each tool since the start: of the first hundred that were called. */
final class ToolCounts {

  static final int MOST = 100;
  private static final int STRIPES = 4;

  private final Map<String, Tool> byName = new ConcurrentHashMap<>();

  private static final class Tool {
    private final Durations durations = new Durations(STRIPES);
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
  }

  /** A call of a tool that there is has ended. */
  void add(String name, boolean failed, long nanos) {
    Tool tool = byName.get(name);
    if (tool == null) {
      if (byName.size() >= MOST) {
        return;
      }
      tool = byName.computeIfAbsent(name, made -> new Tool());
    }
    tool.requests.increment();
    tool.durations.add(nanos);
    if (failed) {
      tool.errors.increment();
    }
  }

  /** The most called first. */
  List<ToolStats> stats() {
    List<ToolStats> all = new ArrayList<>();
    byName.forEach(
        (name, tool) -> {
          int[] counts = tool.durations.counts();
          all.add(
              new ToolStats(
                  name,
                  tool.requests.sum(),
                  tool.errors.sum(),
                  Buckets.percentile(counts, 0.5),
                  Buckets.percentile(counts, 0.95),
                  Buckets.percentile(counts, 0.99)));
        });
    all.sort(
        Comparator.comparingLong(ToolStats::requests).reversed().thenComparing(ToolStats::name));
    return List.copyOf(all.size() > MOST ? all.subList(0, MOST) : all);
  }
}
