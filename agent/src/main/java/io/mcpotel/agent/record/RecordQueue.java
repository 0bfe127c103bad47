// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Backlog;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.Records;
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

  /** After so long without an event nothing more is awaited. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often sinks are flushed without an event: a file may have grown too old. */
  private static final long RESTING_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long TELLING_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final List<RecordSink> sinks;
  private final Function<Runnable, Thread> threads;

  private final Backlog<Entry> waiting = new Backlog<>(MOST);

  /** What is to be written next time: the size of a response may become known after its end. */
  private List<Entry> resting = new ArrayList<>();

  private final LongAdder dropped = new LongAdder();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile Runnable whenIdle = () -> {};
  private volatile Thread writer;
  private volatile boolean crowded;
  private volatile boolean pressing;
  private volatile boolean ending;
  private long loggedDropped;
  private long loggedAt;
  private boolean hasLogged;

  /** An event, and where it goes beside the sinks of all. */
  private static final class Entry extends Backlog.Link {
    private final Event event;
    private final RecordSink target;

    Entry(Event event, RecordSink target) {
      this.event = event;
      this.target = target;
    }
  }

  /** For those who share a target. */
  private final class ToTarget implements Records {
    private final RecordSink target;

    ToTarget(RecordSink target) {
      this.target = target;
    }

    @Override
    public boolean admits() {
      return RecordQueue.this.admits();
    }

    @Override
    public void add(Event event) {
      RecordQueue.this.add(event, target);
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
  public Records with(RecordSink target) {
    return target == null && sinks.isEmpty() ? Records.NONE : new ToTarget(target);
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

  /** As {@link #flush}; and nothing is taken any more once nothing is left to be written. */
  public void end(long nanos) {
    ending = true;
    flush(nanos);
  }

  /** Whether there is room; where there is none, an event is lost with that. */
  private boolean admits() {
    boolean room = !waiting.isFull();
    if (!room) {
      lost();
    }
    return room;
  }

  private void lost() {
    if (waiting.isClosed()) {
      Health.dropped(Health.LOGS, Health.SHUTDOWN, 1);
    } else {
      dropped.increment();
      Health.dropped(Health.LOGS, Health.QUEUE_FULL, 1);
    }
  }

  private void add(Event event, RecordSink target) {
    int count = waiting.add(new Entry(event, target));
    if (count == 0) {
      lost();
    }
    if (writer == null && !waiting.isClosed()) {
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
      AgentLog.report("starting to write records", t);
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
      boolean pressed;
      boolean ends;
      List<Flush> asked;
      synchronized (this) {
        asked = List.copyOf(flushes);
        pressed = pressing;
        ends = pressed && ending;
        pressing = ends;
        crowded = false;
      }
      resting = waiting.take();
      if (pressed) {
        batch.addAll(resting);
        resting = new ArrayList<>();
      }
      last = ends && batch.isEmpty();
      if (last) {
        batch.addAll(waiting.takeAndClose());
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
      if (!ends) {
        answer(asked);
      }
      logDropped();
    }
    synchronized (this) {
      // Who asked after the last look has nothing to wait for, as all is written.
      writer = null;
      answer(List.copyOf(flushes));
    }
  }

  private synchronized void answer(List<Flush> asked) {
    flushes.removeAll(asked);
    asked.forEach(Flush::countDown);
  }

  /** Waits for an event, and then a while for more; or a long time for none. */
  private void gather(boolean hasWritten) {
    if (resting.isEmpty() && mayFallAsleep()) {
      sinks.forEach(sink -> Guard.run("closing a file", sink::rest));
      if (hasWritten && sleeps(IDLE_NANOS)) {
        Guard.run("sending what is buffered", () -> whenIdle.run());
      }
      sleeps(RESTING_NANOS);
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

  /** Waits for an event, and says whether none has come. */
  private boolean sleeps(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && isAsleep(); left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
    return isAsleep();
  }

  private boolean isAsleep() {
    return asleep.get() && !pressing;
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
    if (entry.target != null) {
      write(entry.event, entry.target);
    }
  }

  private static void write(Event event, RecordSink sink) {
    try {
      sink.write(event);
    } catch (Throwable t) {
      AgentLog.report("writing a record", t);
    }
  }

  private static void flush(RecordSink sink) {
    try {
      sink.flush();
    } catch (Throwable t) {
      AgentLog.report("writing records", t);
    }
  }

  private void logDropped() {
    long all = dropped.sum();
    long now = System.nanoTime();
    if (all > loggedDropped && (!hasLogged || now - loggedAt > TELLING_NANOS)) {
      hasLogged = true;
      loggedAt = now;
      loggedDropped = all;
      AgentLog.line("records come faster than they can be written; dropped so far: " + all + ".");
    }
  }
}
