// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many operations of an application have ended, by direction and method, and when the last one
 * did. A call pays for two counters; what is shown is put together for who asks.
 */
public final class CallTotals {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Map<String, Total> received = new ConcurrentHashMap<>();
  private final Map<String, Total> sent = new ConcurrentHashMap<>();
  private volatile long lastNanos = System.nanoTime() - SECOND;
  private volatile boolean any;

  private static final class Total {
    private final LongAdder all = new LongAdder();
    private final LongAdder failed = new LongAdder();
  }

  /** Is given what there is. */
  public interface Visitor {
    void total(Operation.Kind direction, String method, long all, long failed);
  }

  void add(Operation operation, Outcome outcome, long now) {
    Map<String, Total> totals = operation.kind() == Operation.Kind.SERVER ? received : sent;
    Total total = of(operation.method(), totals);
    total.all.increment();
    if (outcome.errorType() != null) {
      total.failed.increment();
    }
    // Not at each call: threads that write the same place wait for each other.
    if (now - lastNanos >= SECOND || !any) {
      lastNanos = now;
      any = true;
    }
  }

  /** Calls wait for each other in computeIfAbsent, also for what is there. */
  private static Total of(String method, Map<String, Total> totals) {
    String known = known(method);
    Total total = totals.get(known);
    return total == null ? totals.computeIfAbsent(known, name -> new Total()) : total;
  }

  /** A peer may make names up. */
  private static String known(String method) {
    return Methods.isSpecified(method) ? method : Methods.OTHER;
  }

  public void each(Visitor visitor) {
    each(Operation.Kind.SERVER, received, visitor);
    each(Operation.Kind.CLIENT, sent, visitor);
  }

  private static void each(Operation.Kind direction, Map<String, Total> totals, Visitor visitor) {
    totals.forEach(
        (method, total) -> visitor.total(direction, method, total.all.sum(), total.failed.sum()));
  }

  /** How long ago the last one ended, give or take a second, or -1 where none has. */
  public long nanosSinceLast() {
    return any ? Math.max(0, System.nanoTime() - lastNanos) : -1;
  }
}
