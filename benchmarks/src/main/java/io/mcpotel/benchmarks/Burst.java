// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;

/**
 * Some seconds of calls: each client makes its next call when it has the answer to its last.
 *
 * @param seconds how long it took
 * @param nanos how long each call took, the quickest first
 */
record Burst(double seconds, long[] nanos) {

  private static final long PATIENCE_MILLIS = 15_000;

  /** Lets each caller call for so long; fails where one gets no answer. */
  static Burst of(List<Caller> callers, long millis) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(callers.size(), Burst::daemon);
    try {
      long start = System.nanoTime();
      long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
      List<Future<long[]>> loops = new ArrayList<>();
      for (Caller caller : callers) {
        loops.add(threads.submit(() -> loop(caller, end)));
      }
      LongStream nanos = LongStream.empty();
      for (Future<long[]> loop : loops) {
        long[] some = loop.get(millis + PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        nanos = LongStream.concat(nanos, Arrays.stream(some));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Burst(seconds, nanos.sorted().toArray());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("a call was not answered", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  double perSecond() {
    return nanos.length / seconds;
  }

  /** What so many of a hundred calls took at most. */
  double percentileMicros(double percent) {
    int rank = (int) Math.ceil(percent / 100 * nanos.length);
    return nanos[Math.max(rank, 1) - 1] / 1e3;
  }

  private static long[] loop(Caller caller, long end) throws IOException {
    long[] nanos = new long[1024];
    int calls = 0;
    for (long now = System.nanoTime(); now < end || calls == 0; ) {
      caller.call();
      long then = System.nanoTime();
      if (calls == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * calls);
      }
      nanos[calls++] = then - now;
      now = then;
    }
    return Arrays.copyOf(nanos, calls);
  }

  private static Thread daemon(Runnable loop) {
    Thread thread = new Thread(loop, "load");
    thread.setDaemon(true);
    return thread;
  }
}
