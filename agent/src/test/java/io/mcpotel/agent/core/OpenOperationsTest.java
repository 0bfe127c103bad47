// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class OpenOperationsTest {

  private static final int THREADS = 8;
  private static final int MANY = 5_000;

  private final Application application =
      new Application(Settings.from(Configuration.of("")), LogContext.NONE);
  private final OpenOperations open = new OpenOperations(3, OpenOperations.Keys.EQUAL);

  OpenOperationsTest() {
    application.switchTo(new RecordingTelemetry());
  }

  /** Falls into the same place as all others of its kind. */
  private record Colliding(int number) {
    @Override
    public int hashCode() {
      return 42;
    }
  }

  @Test
  void whatWasPutIsFoundUntilItIsRemoved() {
    Operation first = operation();
    Operation second = operation();
    assertTrue(open.isEmpty());
    assertNull(open.get(1));

    open.put(1, first);
    open.put(2, second);

    assertSame(first, open.get(1));
    assertEquals(Set.of(first, second), Set.copyOf(open.values()));
    open.remove(1, first);
    assertNull(open.get(1));
    assertEquals(List.of(second), open.values());
  }

  @Test
  void keyThatIsPutAgainHasTheLatestOperationAndIsRemovedWithThatOnly() {
    Operation first = operation();
    Operation second = operation();
    open.put("id", first);
    open.put("id", second);

    open.remove("id", first);

    assertEquals(List.of(second), open.values());
    open.remove("id", second);
    assertTrue(open.isEmpty());
  }

  @Test
  void keysWithTheSameHashCodeAreToldApart() {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      operations.add(operation());
      open.put(new Colliding(i), operations.get(i));
    }

    for (int i = 0; i < 50; i++) {
      assertSame(operations.get(i), open.get(new Colliding(i)));
      open.remove(new Colliding(i), operations.get(i));
      assertEquals(49 - i, open.values().size());
    }
  }

  @Test
  void manyThreadsLoseNothingAndLeaveNothing() throws InterruptedException {
    Operation operation = operation();
    Queue<Object> lost = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int from = i * MANY;
      threads.add(
          new Thread(
              () -> {
                for (int key = from; key < from + MANY; key++) {
                  open.put(key, operation);
                }
                for (int key = from; key < from + MANY; key++) {
                  if (open.get(key) != operation) {
                    lost.add(key);
                  }
                  open.remove(key, operation);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(0, lost.size());
    assertTrue(open.isEmpty());
  }

  private Operation operation() {
    OperationStart start =
        new OperationStart(
            Session.stateless(),
            Operation.Kind.SERVER,
            Methods.TOOLS_CALL,
            Target.NONE,
            false,
            null,
            null,
            null,
            Map.of());
    return application.open(start, null, null);
  }
}
