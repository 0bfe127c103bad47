// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.Records;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordQueueTest {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Sink everybody = new Sink();
  private final Sink target = new Sink();

  @Test
  void eventsAreWrittenInTheirOrderToTheSinksOfAllAndOfTheirHome() {
    RecordQueue queue = queue(everybody);
    queue.with(target).add(TestEvent.of("first"));
    queue.with(null).add(TestEvent.of("second"));

    queue.flush(PATIENCE);

    assertEquals(List.of("first", "second"), everybody.written);
    assertEquals(List.of("first"), target.written);
  }

  @Test
  void eventsAreWrittenWithoutAFlushToo() throws InterruptedException {
    queue(everybody).with(null).add(TestEvent.of("only"));

    assertTrue(everybody.flushed.await(PATIENCE, TimeUnit.NANOSECONDS));
    assertEquals(List.of("only"), everybody.written);
  }

  @Test
  void whatIsBufferedIsSentOnceAfterEventsHaveBeenWrittenAndNoMoreCome() throws Exception {
    BlockingQueue<List<String>> idle = new LinkedBlockingQueue<>();
    RecordQueue queue = queue(everybody);
    queue.whenIdle(() -> idle.add(List.copyOf(everybody.written)));
    queue.with(null).add(TestEvent.of("first"));
    queue.with(null).add(TestEvent.of("second"));

    assertEquals(List.of("first", "second"), idle.poll(PATIENCE, TimeUnit.NANOSECONDS));
    queue.with(null).add(TestEvent.of("third"));
    assertEquals(List.of("first", "second", "third"), idle.poll(PATIENCE, TimeUnit.NANOSECONDS));
    queue.end(PATIENCE);
    assertEquals(0, idle.size());
  }

  @Test
  void failureToSendWhatIsBufferedKeepsNoEventFromBeingWritten() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    RecordQueue queue = queue(everybody);
    queue.whenIdle(
        () -> {
          failed.countDown();
          throw new IllegalStateException("a bug");
        });
    queue.with(null).add(TestEvent.of("first"));

    assertTrue(failed.await(PATIENCE, TimeUnit.NANOSECONDS));
    queue.with(null).add(TestEvent.of("second"));
    queue.flush(PATIENCE);
    assertEquals(List.of("first", "second"), everybody.written);
  }

  @Test
  void withoutAnySinkThereIsNothingToDo() {
    assertSame(Records.NONE, queue().with(null));
  }

  @Test
  void sinkThatFailsKeepsNoOtherFromItsEvents() {
    RecordSink failing =
        new RecordSink() {
          @Override
          public void write(Event event) throws IOException {
            throw new IOException("a full disk");
          }

          @Override
          public void flush() {
            throw new IllegalStateException("a bug");
          }
        };
    RecordQueue queue = queue(failing, everybody);
    queue.with(failing).add(TestEvent.of("first"));
    queue.with(target).add(TestEvent.of("second"));

    queue.flush(PATIENCE);

    assertEquals(List.of("first", "second"), everybody.written);
    assertEquals(List.of("second"), target.written);
  }

  @Test
  void whatComesFasterThanItIsWrittenIsDroppedAndNobodyWaits() throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    everybody.onWrite =
        () -> {
          writing.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    RecordQueue queue = queue(everybody);
    Records records = queue.with(null);
    records.add(TestEvent.of("first"));
    queue.flushSoon();
    writing.await();

    assertTrue(records.admits());
    for (int i = 0; i < 20_000; i++) {
      records.add(TestEvent.of("more"));
    }
    long lost = Health.dropped(Health.LOGS);
    assertFalse(records.admits(), "an event would be made only to be dropped");
    assertEquals(lost + 1, Health.dropped(Health.LOGS));
    goOn.countDown();
    queue.flush(PATIENCE);

    assertEquals(8_193, everybody.written.size());
    assertTrue(records.admits());
  }

  @Test
  void eventsOfManyThreadsAreAllWrittenEachThreadsInOrder() throws InterruptedException {
    RecordQueue queue = queue(everybody);
    Records records = queue.with(null);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = i + ":";
      callers.add(
          new Thread(
              () -> {
                for (int j = 0; j < 1_000; j++) {
                  records.add(TestEvent.of(name + j));
                }
              }));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }

    queue.flush(PATIENCE);

    for (int i = 0; i < 8; i++) {
      String name = i + ":";
      assertEquals(
          IntStream.range(0, 1_000).mapToObj(j -> name + j).toList(),
          everybody.written.stream().filter(event -> event.startsWith(name)).toList());
    }
  }

  @Test
  void sinksRestWhenThereIsNothingToWrite() throws InterruptedException {
    queue(everybody).with(null).add(TestEvent.of("only"));

    assertTrue(everybody.rested.await(PATIENCE, TimeUnit.NANOSECONDS));
    assertEquals(List.of("only"), everybody.written);
  }

  @Test
  void endWritesTheLastOnesAndClosesTheSinks() {
    RecordQueue queue = queue(everybody);
    queue.with(null).add(TestEvent.of("last"));

    queue.end(PATIENCE);
    queue.with(null).add(TestEvent.of("too late"));

    assertEquals(List.of("last"), everybody.written);
    assertTrue(everybody.closed);
  }

  @Test
  void whatComesWhileTheLastOnesAreWrittenIsWrittenToo() {
    RecordQueue queue = queue(everybody);
    Iterator<String> later = List.of("and last", "and very last").iterator();
    everybody.onWrite =
        () -> {
          if (later.hasNext()) {
            queue.with(null).add(TestEvent.of(later.next()));
          }
        };
    queue.with(null).add(TestEvent.of("last"));

    queue.end(PATIENCE);

    assertEquals(List.of("last", "and last", "and very last"), everybody.written);
    assertTrue(everybody.closed);
  }

  @Test
  void whatComesAfterTheEndIsLostForThatReason() {
    RecordQueue queue = queue(everybody);
    queue.with(null).add(TestEvent.of("last"));
    queue.end(PATIENCE);
    long full = lost(Health.QUEUE_FULL);
    long ended = lost(Health.SHUTDOWN);

    queue.with(null).add(TestEvent.of("too late"));

    assertEquals(full, lost(Health.QUEUE_FULL));
    assertEquals(ended + 1, lost(Health.SHUTDOWN));
  }

  private static long lost(String reason) {
    AtomicLong lost = new AtomicLong();
    Health.drops(
        (loss, count) -> {
          if (loss.equals(new Health.Drop(Health.LOGS, reason))) {
            lost.set(count);
          }
        });
    return lost.get();
  }

  @Test
  void threadThatCannotBeStartedIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    RecordQueue queue =
        new RecordQueue(
            List.of(everybody),
            task ->
                tries.getAndIncrement() == 0
                    ? new Thread(task) {
                      @Override
                      public void start() {
                        throw new OutOfMemoryError("unable to create native thread");
                      }
                    }
                    : thread(task));
    queue.with(null).add(TestEvent.of("first"));
    queue.with(null).add(TestEvent.of("second"));

    queue.flush(PATIENCE);

    assertEquals(List.of("first", "second"), everybody.written);
  }

  @Test
  void threadThatHasDiedIsFollowedByAnother() throws Exception {
    List<Thread> made = Collections.synchronizedList(new ArrayList<>());
    RecordQueue queue =
        new RecordQueue(
            List.of(everybody),
            task -> {
              Thread thread = thread(task);
              thread.setUncaughtExceptionHandler((dying, cause) -> {});
              made.add(thread);
              return thread;
            });
    // All that it calls is guarded, so that only a fault of its own is left.
    Field flushes = RecordQueue.class.getDeclaredField("flushes");
    flushes.setAccessible(true);
    Object right = flushes.get(queue);
    flushes.set(queue, null);
    queue.with(null).add(TestEvent.of("first"));
    made.get(0).join();
    flushes.set(queue, right);

    queue.with(null).add(TestEvent.of("second"));
    queue.flush(PATIENCE);

    assertEquals("second", everybody.written.get(everybody.written.size() - 1));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "records-under-test");
    thread.setDaemon(true);
    return thread;
  }

  private static RecordQueue queue(RecordSink... sinks) {
    return new RecordQueue(List.of(sinks), RecordQueueTest::thread);
  }

  private static final class Sink implements RecordSink {
    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch flushed = new CountDownLatch(1);
    private volatile Runnable onWrite = () -> {};
    private final CountDownLatch rested = new CountDownLatch(1);
    private volatile boolean closed;

    @Override
    public void write(Event event) {
      onWrite.run();
      written.add(event.body());
    }

    @Override
    public void flush() {
      if (!written.isEmpty()) {
        flushed.countDown();
      }
    }

    @Override
    public void rest() {
      if (!written.isEmpty()) {
        rested.countDown();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
