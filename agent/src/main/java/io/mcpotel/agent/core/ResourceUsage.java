// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/**
 * What the handler uses of the CPU and of memory: what the JVM counts for a thread, over the
 * segments in which the thread works for the function. It holds no object of the application.
 */
public final class ResourceUsage {

  /** The segment that a thread is in; one for each thread, never removed, as the agent stays. */
  private static final ThreadLocal<Segment[]> HERE = ThreadLocal.withInitial(() -> new Segment[1]);

  private static final long NONE = -1;

  private static final MethodHandle IS_VIRTUAL = isVirtual();

  /** Null until the JVM's counters are ready to be read, and where it has none. */
  private static volatile ThreadMXBean counters;

  private long cpuNanos;
  private long bytes;
  private long thread = NONE;
  private boolean partial;
  private boolean unknown;
  private boolean done;

  /**
   * What the function has used.
   *
   * @param partial whether it may have used more, where it was not seen
   */
  public record Used(long cpuNanos, long bytes, boolean partial) {}

  /** A time in which one thread works for the function. */
  public static final class Segment {
    private final ResourceUsage of;
    private final Segment around;
    private final long cpuNanos;
    private final long bytes;
    private boolean counted;

    private Segment(ResourceUsage of, Segment around, long cpuNanos, long bytes) {
      this.of = of;
      this.around = around;
      this.cpuNanos = cpuNanos;
      this.bytes = bytes;
    }
  }

  /** Makes ready what must be loaded, so that no call has to. */
  public static void prepare() {
    try {
      if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
          && bean.isThreadCpuTimeSupported()
          && bean.isThreadCpuTimeEnabled()
          && bean.isThreadAllocatedMemorySupported()
          && bean.isThreadAllocatedMemoryEnabled()) {
        bean.getCurrentThreadCpuTime();
        bean.getCurrentThreadAllocatedBytes();
        counters = bean;
      }
    } catch (LinkageError | RuntimeException e) {
      AgentLog.debug("this JVM does not count what threads use: " + e);
    }
  }

  /** This thread begins to work for the function; null where it does so already. */
  Segment begin() {
    Segment[] here = HERE.get();
    if (here[0] != null && here[0].of == this) {
      return null;
    }
    here[0] = counts() ? counting(here[0]) : new Segment(this, here[0], 0, 0);
    return here[0];
  }

  /** Whether the JVM counts what this thread uses. */
  private synchronized boolean counts() {
    Thread current = Thread.currentThread();
    partial |= thread != NONE && thread != current.getId();
    thread = current.getId();
    unknown |= counters == null || isVirtual(current);
    return !unknown;
  }

  private Segment counting(Segment around) {
    try {
      ThreadMXBean bean = counters;
      return new Segment(
          this, around, bean.getCurrentThreadCpuTime(), bean.getCurrentThreadAllocatedBytes());
    } catch (RuntimeException e) {
      return failed(around, e);
    }
  }

  private synchronized Segment failed(Segment around, RuntimeException failure) {
    AgentLog.report("counting what a thread uses", failure);
    unknown = true;
    return new Segment(this, around, 0, 0);
  }

  /** The counterpart of {@link #begin}, on the same thread. */
  void end(Segment segment) {
    HERE.get()[0] = segment.around;
    count(segment);
  }

  /** The function is done; what comes later on is not its own. */
  void finish() {
    Segment last = HERE.get()[0];
    synchronized (this) {
      if (last != null && last.of == this) {
        count(last);
      } else {
        // It ended where nobody saw it work.
        partial = true;
      }
      done = true;
    }
  }

  /** On the segment's own thread. */
  private void count(Segment segment) {
    if (!segment.counted) {
      segment.counted = true;
      add(segment);
    }
  }

  private synchronized void add(Segment segment) {
    if (done || unknown) {
      return;
    }
    try {
      ThreadMXBean bean = counters;
      bytes += bean.getCurrentThreadAllocatedBytes() - segment.bytes;
      cpuNanos += bean.getCurrentThreadCpuTime() - segment.cpuNanos;
    } catch (RuntimeException e) {
      failed(segment.around, e);
    }
  }

  /** What it has used until now, or null where the JVM has not counted all threads' work. */
  public synchronized Used used() {
    return unknown || thread == NONE ? null : new Used(cpuNanos, bytes, partial);
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable t) {
      return true;
    }
  }

  /** Since JDK 21. */
  private static MethodHandle isVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
