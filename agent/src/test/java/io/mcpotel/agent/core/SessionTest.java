// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionTest {

  private static final int ABANDONED = 100_000;
  private static final int BUDGET = 260;

  private final List<String> told = new ArrayList<>();
  private final List<Thread> others = new ArrayList<>();
  private final Telemetry telemetry =
      new RecordingTelemetry() {
        @Override
        public void onEvent(Event event) {
          told.add(event.body());
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

  /**
   * What a client leaves in a server that says who it is, lists the tools and never comes back:
   * with what the agent finds it by, but without the id, which is the SDK's own.
   */
  @Test
  void abandonedSessionTakesAQuarterOfAKilobyte() {
    // Other tests' threads may take memory meanwhile.
    long bytes =
        LongStream.generate(SessionTest::bytesOfAnAbandonedSession)
            .limit(5)
            .filter(each -> each > 0)
            .filter(each -> each <= BUDGET)
            .findFirst()
            .orElseGet(SessionTest::bytesOfAnAbandonedSession);

    assertTrue(bytes > 0 && bytes <= BUDGET, () -> bytes + " bytes a session");
  }

  private static long bytesOfAnAbandonedSession() {
    Application application = new Application(Settings.from(Configuration.of("")), LogContext.NONE);
    application.switchTo(new RecordingTelemetry());
    abandon(application, new Object());
    Object[] sdkSessions = Stream.generate(Object::new).limit(ABANDONED).toArray();
    long before = usedHeap();
    for (Object sdkSession : sdkSessions) {
      abandon(application, sdkSession);
    }
    long bytes = (usedHeap() - before) / ABANDONED;
    Reference.reachabilityFence(sdkSessions);
    Reference.reachabilityFence(application);
    return bytes;
  }

  private static void abandon(Application application, Object sdkSession) {
    Session session =
        application
            .sessions()
            .computeIfAbsent(sdkSession, () -> Session.server("s", Wire.HTTP, true));
    session.clientIs(new Peer("client", "1", List.of("roots")));
    session.negotiated("2025-06-18", new Peer("server", "2", List.of("tools")));
    Operation listing =
        application.open(
            new OperationStart(
                session,
                Operation.Kind.SERVER,
                "tools/list",
                Target.NONE,
                false,
                1,
                sdkSession,
                null,
                Map.of()),
            null,
            null);
    listing.answered(Answer.RESULT);
    listing.completed();
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** The second waits for the first, and ends without having waited where nothing holds it. */
  private static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.BLOCKED) {
      assertTrue(thread.isAlive(), "did not wait");
      Thread.onSpinWait();
    }
  }
}
