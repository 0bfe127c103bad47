// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Makes calls and measures them. They come in bursts, with a pause in which the batch span
 * processor can export them: none is dropped while it is measured, for that would be cheaper.
 */
final class CallLoop {

  /** After a pause the processor's caches are cold; that is no part of a call's cost. */
  private static final int LEAD = 200;

  private static final int BURST = 800;

  /** An export of 512 spans takes more than 40 ms, most of it in waiting for TCP. */
  private static final long PAUSE_MILLIS = 110;

  /** It takes the compiler hundreds of thousands of calls to have done its best. */
  private static final int WARM_UP_BURSTS = 600;

  private static final long WARM_UP_PAUSE_MILLIS = 2;
  private static final long REST_MILLIS = 1000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Runnable call;

  CallLoop(Runnable call) {
    this.call = call;
  }

  /** Warms up, and measures a number of bursts. */
  CallCost measure(int bursts) throws InterruptedException {
    for (int i = 0; i < WARM_UP_BURSTS; i++) {
      callOften(LEAD + BURST);
      Thread.sleep(WARM_UP_PAUSE_MILLIS);
    }
    Thread.sleep(REST_MILLIS);
    double[] nanos = new double[bursts];
    double[] bytes = new double[bursts];
    long allNanos = system.getProcessCpuTime();
    long allBytes = allBytes();
    for (int i = 0; i < bursts; i++) {
      callOften(LEAD);
      long bytesBefore = threads.getCurrentThreadAllocatedBytes();
      long nanosBefore = threads.getCurrentThreadCpuTime();
      callOften(BURST);
      nanos[i] = threads.getCurrentThreadCpuTime() - nanosBefore;
      bytes[i] = threads.getCurrentThreadAllocatedBytes() - bytesBefore;
      Thread.sleep(PAUSE_MILLIS);
    }
    double calls = (double) bursts * (LEAD + BURST);
    return new CallCost(
        Medians.of(nanos) / BURST,
        Medians.of(bytes) / BURST,
        (system.getProcessCpuTime() - allNanos) / calls,
        (allBytes() - allBytes) / calls);
  }

  private void callOften(int times) {
    for (int i = 0; i < times; i++) {
      call.run();
    }
  }

  private long allBytes() {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(bytes, 0);
    }
    return sum;
  }
}
