// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldTelemetryTest {

  private final AtomicInteger full = new AtomicInteger();
  private final HeldTelemetry held = new HeldTelemetry(full::incrementAndGet);
  private final RecordingTelemetry found = new RecordingTelemetry();
  private final Application application =
      new Application(Settings.from(Configuration.of("")), LogContext.NONE);

  @Test
  void whatWasKeptIsToldInItsOrder() {
    application.moveTo(held);
    Operation operation = open();
    FunctionCall call = FunctionCall.begin(operation, false);
    call.returned(false);
    operation.answered(Answer.RESULT);
    operation.completed();
    assertEquals(0, found.ended);
    assertTrue(operation.wasHeld());

    held.handOver(found);

    assertEquals(1, found.ended);
    assertEquals(Outcome.OK, found.outcome);
    assertTrue(call.startNanos() <= call.endNanos());
  }

  @Test
  void whatIsOpenGoesOnWhereItWasHandedTo() {
    application.moveTo(held);
    Operation operation = open();
    Object before = operation.context();
    assertEquals(Map.of(), held.propagated(before));

    held.handOver(found);

    assertNotSame(before, operation.context());
    assertSame(operation.context(), HeldTelemetry.latest(before));
    operation.cancelled();
    assertEquals(Outcome.CANCELLED, found.outcome.errorType());
  }

  @Test
  void whatComesLaterIsToldAtOnce() {
    application.moveTo(held);
    held.handOver(found);

    open().completed();

    assertEquals(1, found.ended);
  }

  @Test
  void itSaysOnceThatItKeepsMuch() {
    application.moveTo(held);
    for (int i = 0; i < 3000; i++) {
      open().completed();
    }
    assertEquals(1, full.get());

    held.handOver(found);

    assertEquals(3000, found.ended);
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
