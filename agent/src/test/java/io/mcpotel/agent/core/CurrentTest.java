// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CurrentTest {

  private final AtomicInteger scopes = new AtomicInteger();
  private final FailingLog log = new FailingLog();
  private final Application application = new Application(Settings.from(Configuration.of("")), log);

  CurrentTest() {
    application.switchTo(
        new RecordingTelemetry() {
          @Override
          public AutoCloseable activate(Object context) {
            scopes.incrementAndGet();
            return scopes::decrementAndGet;
          }
        });
  }

  @Test
  void logContextThatCannotBePutLeavesNothingBehind() {
    log.failsToPut = true;
    Operation operation = received();

    try (Current.Activation activation = Current.tryActivate(operation)) {
      assertSame(operation, Current.operation());
    }

    assertNull(Current.operation());
    assertEquals(0, scopes.get());
  }

  @Test
  void logContextThatCannotBePutBackKeepsNoContextOpen() {
    log.failsToRestore = true;

    Current.tryActivate(received()).close();

    assertNull(Current.operation());
    assertEquals(0, scopes.get());
  }

  private Operation received() {
    return application.open(
        new OperationStart(
            Session.server("s", Wire.HTTP, true),
            Operation.Kind.SERVER,
            "ping",
            Target.NONE,
            false,
            1,
            new Object(),
            null,
            Map.of()),
        null,
        null);
  }

  private static final class FailingLog implements LogContext {
    private boolean failsToPut;
    private boolean failsToRestore;

    @Override
    public boolean works() {
      return true;
    }

    @Override
    public Object put(String traceId, String spanId, String sessionId, String requestId) {
      if (failsToPut) {
        throw new IllegalArgumentException("an adapter that wants no such key");
      }
      return "before";
    }

    @Override
    public void restore(Object saved) {
      if (failsToRestore) {
        throw new IllegalStateException("an adapter of the application");
      }
    }
  }
}
