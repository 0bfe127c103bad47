// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BufferedTelemetryTest {

  private final AtomicInteger full = new AtomicInteger();
  private final BufferedTelemetry held = new BufferedTelemetry(full::incrementAndGet);
  private final RecordingTelemetry found = new RecordingTelemetry();
  private final Application application =
      new Application(Settings.from(Configuration.of("")), LogContext.NONE);

  @Test
  void whatWasKeptIsToldInItsOrder() {
    application.switchTo(held);
    Operation operation = open();
    HandlerInvocation call = HandlerInvocation.begin(operation, false);
    call.returned(false);
    operation.answered(Answer.RESULT);
    operation.completed();
    assertEquals(0, found.ended);
    assertSame(held, operation.telemetry());

    held.drainTo(found);

    assertEquals(1, found.ended);
    assertEquals(Outcome.OK, found.outcome);
    assertTrue(call.startNanos() <= call.endNanos());
  }

  @Test
  void whatIsOpenGoesOnWhereItWasHandedTo() {
    application.switchTo(held);
    Operation operation = open();
    Object before = operation.context();
    assertEquals(Map.of(), held.propagated(before));

    held.drainTo(found);

    assertNotSame(before, operation.context());
    assertSame(operation.context(), BufferedTelemetry.latest(before));
    operation.cancelled();
    assertEquals(Outcome.CANCELLED, found.outcome.errorType());
  }

  @Test
  void aPeerIsToldOfTheSpanThatThereWillBe() {
    application.switchTo(held);
    held.announce(operation -> true);
    Operation operation = open();
    Map<String, String> told = held.propagated(operation.context());
    List<AnnouncedSpan> made = new ArrayList<>();

    held.drainTo(
        new RecordingTelemetry() {
          @Override
          public Object opened(Operation its, Object carried, Map<?, ?> meta) {
            made.add(AnnouncedSpan.here());
            return super.opened(its, carried, meta);
          }
        });

    assertEquals(told, made.get(0).fields());
    assertEquals(1, made.size());
  }

  @Test
  void whatComesLaterIsToldAtOnce() {
    application.switchTo(held);
    held.drainTo(found);

    open().completed();

    assertEquals(1, found.ended);
  }

  @Test
  void itSaysOnceThatItKeepsMuch() {
    application.switchTo(held);
    for (int i = 0; i < 3000; i++) {
      open().completed();
    }
    assertEquals(1, full.get());

    held.drainTo(found);

    assertEquals(3000, found.ended);
  }

  @Test
  void itKeepsNoMoreThanItHasRoomForAndSaysWhatIsLost() {
    application.switchTo(held);
    long lostBefore = Health.dropped(Health.TRACES);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      operations.add(open());
    }
    operations.forEach(operation -> HandlerInvocation.begin(operation, false).returned(false));
    operations.forEach(Operation::completed);
    long lost = Health.dropped(Health.TRACES) - lostBefore;

    held.drainTo(found);

    assertEquals(16_384, found.ended);
    assertEquals(20_000 - 16_384, lost);
    assertEquals(0, application.openOperations());
  }

  @Test
  void whatHadNoRoomAndEndsLaterIsNotTold() {
    application.switchTo(held);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < 16_385; i++) {
      operations.add(open());
    }

    held.drainTo(found);
    operations.forEach(operation -> HandlerInvocation.begin(operation, false).returned(false));
    operations.forEach(Operation::completed);

    assertEquals(16_384, found.ended);
  }

  @Test
  @Timeout(60)
  void whatNobodyIsFoundForIsKeptNoLonger() {
    application.switchTo(held);
    Operation open = open();
    WeakReference<Object> kept = new WeakReference<>(open().context());

    held.giveUp();
    application.open().stream().filter(other -> other != open).forEach(Operation::completed);
    open().completed();
    open.completed();

    assertEquals(0, application.openOperations());
    awaitCollected(kept);
  }

  private static void awaitCollected(WeakReference<Object> reference) {
    while (reference.get() != null) {
      System.gc();
    }
  }

  private Operation open() {
    return application.open(
        new OperationStart(
            Session.stateless(),
            Operation.Kind.SERVER,
            "tools/call",
            new Target(Target.Kind.TOOL, "echo"),
            false,
            1,
            new Object(),
            null,
            Map.of()),
        null,
        null);
  }
}
