// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.Backlog;
import io.mcpotel.agent.core.Event;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.core.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Takes events from the application's threads and writes them on one of ours. Nobody waits: what
 * comes faster than it can be written is dropped and counted.
 */
public final class RecordQueue {

  private static final int MOST = 8_192;

  /** So many are not left to gather: the queue of a log record processor is short. */
  private static final int MANY = 512;

  /** How long events gather, so that a busy server wakes the thread a few times a second only. */
  private static final long GATHERING_NANOS = 200_000_000L;

  /** How often sinks are flushed without an event: a file may have grown too old. */
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long TELLING_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<RecordSink> sinks;
  private final Function<Runnable, Thread> threads;

  private final Backlog<Entry> waiting = new Backlog<>(MOST);

  /** What is to be written next time: the size of a response may become known after its end. */
  private List<Entry> resting = new ArrayList<>();

  private final LongAdder dropped = new LongAdder();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile Thread writer;
  private volatile boolean crowded;
  private volatile boolean pressing;
  private volatile boolean ending;
  private long toldDropped;
  private long toldAt;
  private boolean hasTold;

  /** An event, and where it goes beside the sinks of all. */
  private static final class Entry extends Backlog.Link {
    private final Event event;
    private final RecordSink home;

    Entry(Event event, RecordSink home) {
      this.event = event;
      this.home = home;
    }
  }

  /** For those who share a home. */
  private final class ToHome implements Records {
    private final RecordSink home;

    ToHome(RecordSink home) {
      this.home = home;
    }

    @Override
    public boolean admits() {
      return RecordQueue.this.admits();
    }

    @Override
    public void add(Event event) {
      RecordQueue.this.add(event, home);
    }
  }

  /** Asks for all that came before it to be written. */
  private static final class Flush extends CountDownLatch {
    Flush() {
      super(1);
    }
  }

  private final List<Flush> flushes = new ArrayList<>();

  /**
   * Makes a queue whose thread is started by its first event.
   *
   * @param sinks where every event goes
   * @param threads makes the thread
   */
  public RecordQueue(List<RecordSink> sinks, Function<Runnable, Thread> threads) {
    this.sinks = List.copyOf(sinks);
    this.threads = threads;
  }

  /** Records whose events go there as well; null stands for nowhere. */
  public Records with(RecordSink home) {
    return home == null && sinks.isEmpty() ? Records.NONE : new ToHome(home);
  }

  /** Has what is waiting written now, without waiting for it. */
  public void flushSoon() {
    synchronized (this) {
      pressing = true;
    }
    LockSupport.unpark(writer);
  }

  /** Has what is waiting written, and waits for it no longer than this. */
  public void flush(long nanos) {
    Flush flush = new Flush();
    synchronized (this) {
      if (!waiting.isEmpty()) {
        start();
      }
      if (writer == null) {
        return;
      }
      flushes.add(flush);
      pressing = true;
    }
    LockSupport.unpark(writer);
    try {
      flush.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link #flush}; and nothing is taken any more. */
  public void end(long nanos) {
    ending = true;
    flush(nanos);
  }

  /** Whether there is room; where there is none, an event is lost with that. */
  private boolean admits() {
    boolean room = !ending && !waiting.isFull();
    if (!room) {
      lost();
    }
    return room;
  }

  private void lost() {
    dropped.increment();
    Health.lost(Health.LOGS, Health.QUEUE_FULL, 1);
  }

  private void add(Event event, RecordSink home) {
    int count = ending ? 0 : waiting.add(new Entry(event, home));
    if (count == 0) {
      lost();
    }
    if (writer == null && !ending) {
      start();
    }
    if (count == MANY) {
      crowded = true;
    }
    if (count == MANY || asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(writer);
    }
  }

  /** A thread that could not be started is tried again with the next event. */
  private synchronized void start() {
    if (writer != null) {
      return;
    }
    try {
      Thread thread = threads.apply(this::runUntilEnd);
      thread.start();
      writer = thread;
    } catch (Throwable t) {
      Problems.report("starting to write records", t);
    }
  }

  /** Where this thread ends before its time, the next event starts another. */
  private void runUntilEnd() {
    try {
      run();
    } finally {
      synchronized (this) {
        writer = null;
      }
    }
  }

  private void run() {
    boolean last = false;
    while (!last) {
      gather();
      List<Entry> batch = resting;
      boolean pressed;
      List<Flush> asked;
      synchronized (this) {
        asked = List.copyOf(flushes);
        flushes.clear();
        pressed = pressing;
        pressing = false;
        crowded = false;
        last = ending;
      }
      List<Entry> taken = last ? waiting.takeAndClose() : waiting.take();
      if (pressed || last) {
        batch.addAll(taken);
        taken = new ArrayList<>();
      }
      resting = taken;
      for (Entry entry : batch) {
        write(entry);
      }
      sinks.forEach(RecordQueue::flush);
      if (last) {
        sinks.forEach(RecordSink::close);
      }
      // While this thread waits, it keeps no application alive.
      batch.clear();
      asked.forEach(Flush::countDown);
      tellDropped();
    }
    synchronized (this) {
      // Who asked after the last look has nothing to wait for, as all is written.
      writer = null;
      flushes.forEach(Flush::countDown);
      flushes.clear();
    }
  }

  /** Waits for an event, and then a while for more; or a long time for none. */
  private void gather() {
    if (resting.isEmpty() && mayFallAsleep()) {
      sinks.forEach(sink -> Guard.run("closing a file", sink::rest));
      LockSupport.parkNanos(this, IDLE_NANOS);
      asleep.set(false);
    }
    long until = System.nanoTime() + GATHERING_NANOS;
    for (long left = GATHERING_NANOS; left > 0; left = until - System.nanoTime()) {
      if (pressing || crowded) {
        return;
      }
      LockSupport.parkNanos(this, left);
    }
  }

  /** Whoever adds an event after this has looked sees that this thread sleeps, and wakes it. */
  private boolean mayFallAsleep() {
    asleep.set(true);
    boolean nothing = waiting.isEmpty() && !pressing;
    if (!nothing) {
      asleep.set(false);
    }
    return nothing;
  }

  private void write(Entry entry) {
    for (RecordSink sink : sinks) {
      write(entry.event, sink);
    }
    if (entry.home != null) {
      write(entry.event, entry.home);
    }
  }

  private static void write(Event event, RecordSink sink) {
    try {
      sink.write(event);
    } catch (Throwable t) {
      Problems.report("writing a record", t);
    }
  }

  private static void flush(RecordSink sink) {
    try {
      sink.flush();
    } catch (Throwable t) {
      Problems.report("writing records", t);
    }
  }

  private void tellDropped() {
    long all = dropped.sum();
    long now = System.nanoTime();
    if (all > toldDropped && (!hasTold || now - toldAt > TELLING_NANOS)) {
      hasTold = true;
      toldAt = now;
      toldDropped = all;
      Problems.line("records come faster than they can be written; dropped so far: " + all + ".");
    }
  }
}
