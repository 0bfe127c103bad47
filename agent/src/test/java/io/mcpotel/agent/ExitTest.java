// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExitTest {

  private static final long ONE_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @Test
  void stepThatFailsKeepsNoOtherFromItsTurn() {
    new Exit(
            List.of(
                step(
                    nanos -> {
                      throw new IllegalStateException("a span processor");
                    }),
                step(
                    nanos -> {
                      throw new NoSuchMethodError("of another release");
                    }),
                step(nanos -> done.add("last"))))
        .run();

    assertEquals(List.of("last"), done);
  }

  @Test
  @Timeout(30)
  void stepsThatHangLeaveTimeForTheLast() {
    CountDownLatch never = new CountDownLatch(1);
    Exit.Step hanging = step(nanos -> never.await());
    new Exit(
            List.of(
                hanging,
                hanging,
                hanging,
                step(
                    nanos -> {
                      assertTrue(nanos > 0);
                      done.add("last");
                    })))
        .run();

    assertEquals(List.of("last"), done);
  }

  @Test
  @Timeout(30)
  void lastStepHasNoMoreThanTheTimeThatIsLeft() {
    List<Long> left = Collections.synchronizedList(new ArrayList<>());
    new Exit(
            List.of(
                step(nanos -> Thread.sleep(300)),
                new Exit.Step("exporting", 10 * ONE_SECOND, left::add)))
        .run();

    assertTrue(left.get(0) <= TimeUnit.MILLISECONDS.toNanos(1_600), left::toString);
  }

  private static Exit.Step step(Exit.Task task) {
    return new Exit.Step("a step", ONE_SECOND, task);
  }
}
