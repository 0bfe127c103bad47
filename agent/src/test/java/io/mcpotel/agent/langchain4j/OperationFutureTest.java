// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client gets from it what it would get from its own future, even where we fail. */
class OperationFutureTest {

  private static final TimeUnit SOON = TimeUnit.MILLISECONDS;

  private final List<String> ended = new ArrayList<>();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void valueIsPassedOn(boolean failing) throws Exception {
    OperationFuture<String> future = future(failing);

    answer.complete("value");

    assertEquals("value", future.get(1, SOON));
    assertEquals(List.of("null"), ended);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void exceptionIsPassedOn(boolean failing) {
    OperationFuture<String> future = future(failing);
    IllegalStateException error = new IllegalStateException("the application's own");

    answer.completeExceptionally(error);

    assertSame(error, assertThrows(ExecutionException.class, () -> future.get(1, SOON)).getCause());
    assertEquals(List.of(IllegalStateException.class.getName()), ended);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoeverWaitsTooLongEndsIt(boolean failing) {
    OperationFuture<String> future = future(failing);

    assertThrows(TimeoutException.class, () -> future.get(1, SOON));

    assertEquals(List.of("timeout"), ended);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cancellationGetsToTheTransportsFuture(boolean failing) {
    OperationFuture<String> future = future(failing);

    assertTrue(future.cancel(true));

    assertTrue(answer.isCancelled());
    assertThrows(CancellationException.class, () -> future.get(1, SOON));
    assertEquals(List.of("cancelled"), ended);
  }

  private OperationFuture<String> future(boolean failing) {
    Application application = new Application(Settings.from(Configuration.of("")), LogContext.NONE);
    application.switchTo(telemetry(failing));
    Operation operation =
        application.open(
            new OperationStart(
                Session.client(Wire.PIPE, true),
                Operation.Kind.CLIENT,
                "ping",
                Target.NONE,
                false,
                1L,
                null,
                null,
                Map.of()),
            null,
            null);
    return new OperationFuture<>(answer, operation);
  }

  private Telemetry telemetry(boolean failing) {
    return (Telemetry)
        Proxy.newProxyInstance(
            Telemetry.class.getClassLoader(),
            new Class<?>[] {Telemetry.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("closed")) {
                ended.add(String.valueOf(((Outcome) arguments[1]).errorType()));
                if (failing) {
                  throw new IllegalStateException("the agent's own");
                }
              }
              return null;
            });
  }
}
