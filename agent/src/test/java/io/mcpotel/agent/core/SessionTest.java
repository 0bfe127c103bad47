// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {

  private final List<String> told = new ArrayList<>();
  private final List<Thread> others = new ArrayList<>();
  private final Telemetry telemetry =
      new RecordingTelemetry() {
        @Override
        public void happened(Event event) {
          told.add(event.summary());
        }
      };
  private final Session session = Session.server("s", Wire.PIPE, true);

  @Test
  void firstReasonCountsWhoeverClosesIt() {
    assertTrue(session.closesFor(Session.END_OF_INPUT));
    assertFalse(session.closesFor(Session.BROKEN));
    session.close(telemetry, Outcome.SHUTDOWN);
    session.close(telemetry, Session.CLOSED);

    assertEquals(List.of("session closed: end_of_input"), told);
  }

  @Test
  void whoeverFindsItClosedFindsThatTold() throws InterruptedException {
    Thread first =
        new Thread(
            () ->
                session.close(
                    new RecordingTelemetry() {
                      @Override
                      public void sessionClosed(Session its, Session.End end) {
                        Thread second = new Thread(() -> its.close(telemetry, null));
                        second.start();
                        awaitBlocked(second);
                        told.add("told by the first");
                        others.add(second);
                      }
                    },
                    Session.CLOSED));
    first.start();
    first.join();
    others.get(0).join();

    assertEquals(List.of("told by the first"), told);
  }

  /** The second waits for the first, and ends without having waited where nothing holds it. */
  private static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.BLOCKED) {
      assertTrue(thread.isAlive(), "did not wait");
      Thread.onSpinWait();
    }
  }
}
