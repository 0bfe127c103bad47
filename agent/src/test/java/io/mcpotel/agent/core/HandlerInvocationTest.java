// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which thread is said to work for a function, while several do. */
class HandlerInvocationTest {

  private final ExecutorService one = Executors.newSingleThreadExecutor();
  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private HandlerInvocation call;

  @BeforeEach
  void begin() {
    Application application = new Application(Settings.from(Configuration.of("")), LogContext.NONE);
    application.switchTo(new RecordingTelemetry());
    call =
        HandlerInvocation.begin(
            application.open(
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
                null),
            false);
  }

  @AfterEach
  void stop() {
    one.shutdown();
    other.shutdown();
  }

  @Test
  void threadThatGoesOnIsSaidToWorkWhenAnotherHasLeft() throws Exception {
    HandlerInvocation.ThreadVisit first = on(one, call::enter);
    HandlerInvocation.ThreadVisit second = on(other, call::enter);
    on(one, () -> close(first));

    assertSame(on(other, Thread::currentThread), call.thread());
    on(other, () -> close(second));
    assertNull(call.thread());
  }

  @Test
  void threadThatHasLeftIsNotSaidToWork() throws Exception {
    HandlerInvocation.ThreadVisit first = on(one, call::enter);
    HandlerInvocation.ThreadVisit second = on(other, call::enter);
    on(other, () -> close(second));

    assertSame(on(one, Thread::currentThread), call.thread());
    on(one, () -> close(first));
    assertNull(call.thread());
  }

  @Test
  void threadThatEntersTwiceWorksUntilItHasLeftTwice() throws Exception {
    HandlerInvocation.ThreadVisit outer = on(one, call::enter);
    HandlerInvocation.ThreadVisit inner = on(one, call::enter);
    on(one, () -> close(inner));

    assertSame(on(one, Thread::currentThread), call.thread());
    on(one, () -> close(outer));
    assertNull(call.thread());
  }

  private static Object close(HandlerInvocation.ThreadVisit visit) {
    visit.close();
    return visit;
  }

  private static <T> T on(ExecutorService thread, Callable<T> task) throws Exception {
    return thread.submit(task).get();
  }
}
