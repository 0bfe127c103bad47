// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.Event;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.core.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  /** After so long without an event nothing more is awaited. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often sinks are flushed without an event: a file may have grown too old. */
  private static final long RESTING_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long TELLING_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<RecordSink> sinks;
  private final Function<Runnable, Thread> threads;

  private List<Entry> waiting = new ArrayList<>();

  /** What is to be written next time: the size of a response may become known after its end. */
  private List<Entry> resting = new ArrayList<>();

  private volatile Runnable whenIdle = () -> {};
  private Thread writer;
  private boolean asleep;
  private boolean crowded;
  private boolean pressing;
  private boolean ending;
  private long dropped;
  private long toldDropped;
  private long toldAt;
  private boolean hasTold;

  /** An event, and where it goes beside the sinks of all. */
  private record Entry(Event event, RecordSink home) {}

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
    return home == null && sinks.isEmpty() ? Records.NONE : event -> add(new Entry(event, home));
  }

  /**
   * What is to be done, on the thread that writes, when events have been written and no more come.
   */
  public void whenIdle(Runnable task) {
    whenIdle = task;
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
      if (writer == null && !waiting.isEmpty()) {
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
    synchronized (this) {
      ending = true;
    }
    flush(nanos);
  }

  private void add(Entry entry) {
    boolean wake;
    synchronized (this) {
      boolean full = waiting.size() == MOST;
      if (ending || full) {
        dropped++;
        Health.lost(Health.LOGS, Health.QUEUE_FULL, 1);
      } else {
        waiting.add(entry);
      }
      if (writer == null && !ending) {
        start();
      }
      boolean many = !full && waiting.size() == MANY;
      crowded |= many;
      wake = asleep || many;
      asleep = false;
    }
    if (wake) {
      LockSupport.unpark(writer);
    }
  }

  /** A thread that could not be started is tried again with the next event. */
  private void start() {
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
    boolean hasWritten = false;
    while (!last) {
      gather(hasWritten);
      List<Entry> batch = resting;
      List<Flush> asked;
      synchronized (this) {
        if (pressing) {
          batch.addAll(waiting);
          waiting.clear();
        }
        resting = waiting;
        waiting = new ArrayList<>();
        asked = List.copyOf(flushes);
        flushes.clear();
        pressing = false;
        crowded = false;
        last = ending;
      }
      for (Entry entry : batch) {
        write(entry);
      }
      hasWritten = !batch.isEmpty();
      sinks.forEach(RecordQueue::flush);
      if (last) {
        sinks.forEach(RecordSink::close);
      }
      // While this thread waits, it keeps no application alive.
      batch.clear();
      asked.forEach(Flush::countDown);
      tellDropped();
    }
  }

  /** Waits for an event, and then a while for more; or a long time for none. */
  private void gather(boolean hasWritten) {
    boolean sleep;
    synchronized (this) {
      asleep = waiting.isEmpty() && resting.isEmpty() && !pressing;
      sleep = asleep;
    }
    if (sleep) {
      sinks.forEach(sink -> Guard.run("closing a file", sink::rest));
      if (hasWritten && sleeps(IDLE_NANOS)) {
        Guard.run("sending what is buffered", () -> whenIdle.run());
      }
      sleeps(RESTING_NANOS);
    }
    long until = System.nanoTime() + GATHERING_NANOS;
    for (long left = GATHERING_NANOS; left > 0; left = until - System.nanoTime()) {
      synchronized (this) {
        if (pressing || crowded) {
          return;
        }
      }
      LockSupport.parkNanos(this, left);
    }
  }

  /** Waits for an event, and says whether none has come. */
  private boolean sleeps(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && isAsleep(); left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    return isAsleep();
  }

  private synchronized boolean isAsleep() {
    return asleep && !pressing;
  }

  private void write(Entry entry) {
    for (RecordSink sink : sinks) {
      write(entry.event(), sink);
    }
    if (entry.home() != null) {
      write(entry.event(), entry.home());
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
    long all;
    synchronized (this) {
      all = dropped;
    }
    long now = System.nanoTime();
    if (all > toldDropped && (!hasTold || now - toldAt > TELLING_NANOS)) {
      hasTold = true;
      toldAt = now;
      toldDropped = all;
      Problems.line("records come faster than they can be written; dropped so far: " + all + ".");
    }
  }
}
