// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.reactor.OperationMono;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/**
 * Whatever fails within the agent, the application's streams, tasks and functions go on as without
 * it. Each way is tried with every one of the places that may fail, where they are called.
 */
class NothingReachesTheApplicationTest {

  private static final String ALL = "all";

  private final List<String> seen = new ArrayList<>();
  private Application application;

  static Stream<String> places() {
    return Stream.concat(
        Stream.of(ALL, "begun", "value", "error"),
        Stream.of(Telemetry.class, LogContext.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(Method::getName)
            .distinct());
  }

  private void failAt(String place) {
    application =
        new Application(
            Settings.from(Configuration.of("")),
            failing(LogContext.class, place, Map.of("works", true)));
    application.switchTo(
        failing(
            Telemetry.class,
            // Else there is nobody to be told of anything.
            place.equals("onAttached") ? "" : place,
            Map.of(
                "isCurrent",
                false,
                "opened",
                "of an operation",
                "called",
                "of a function",
                "current",
                "around",
                "activate",
                (AutoCloseable) () -> {})));
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertNull(Current.operation());
    assertEquals(0, application.openOperations());
  }

  @ParameterizedTest
  @MethodSource("places")
  void streams(String place) {
    failAt(place);
    IllegalStateException error = new IllegalStateException("the application's own");

    subscribe(watched(Mono.just("value"), place));
    subscribe(watched(Mono.empty(), place));
    subscribe(watched(Mono.error(error), place));
    subscribe(watched(Mono.never(), place)).cancel();

    assertEquals(List.of("value", "complete", "complete", error.toString()), seen);
  }

  @ParameterizedTest
  @MethodSource("places")
  void tasks(String place) {
    failAt(place);
    Mono<Object> task =
        Mono.fromRunnable(() -> Current.carrier(other -> false).apply(() -> seen.add("ran")).run());

    subscribe(watched(task, place));

    assertEquals(List.of("ran", "complete"), seen);
  }

  @ParameterizedTest
  @MethodSource("places")
  void functions(String place) {
    failAt(place);
    IllegalStateException error = new IllegalStateException("the application's own");
    Handlers functions = new Handlers();

    subscribe(watched(Mono.fromCallable(() -> call(functions.sync(echo()))), place));
    subscribe(watched(Mono.fromCallable(() -> call(functions.sync(failing(error)))), place));
    subscribe(watched(Mono.defer(() -> (Mono<?>) call(functions.async(mono()))), place));

    assertEquals(List.of("request", "complete", error.toString(), "request", "complete"), seen);
  }

  @ParameterizedTest
  @MethodSource("places")
  void closings(String place) {
    failAt(place);
    Sessions sessions = new Sessions(application);
    Object sdkSession = new Object();
    Session session = Session.server("s", Wire.HTTP, true);
    application.sessions().computeIfAbsent(sdkSession, () -> session);

    subscribe((Mono<?>) sessions.closing(sdkSession, Mono.just("closed")));

    assertEquals(List.of("closed", "complete"), seen);
    assertEquals(false, session.isOpen());
  }

  private static BiFunction<Object, Object, Object> echo() {
    return (exchange, request) -> request;
  }

  private static BiFunction<Object, Object, Object> mono() {
    return (exchange, request) -> Mono.just(request);
  }

  private static BiFunction<Object, Object, Object> failing(RuntimeException error) {
    return (exchange, request) -> {
      throw error;
    };
  }

  @SuppressWarnings("unchecked")
  private static Object call(Object function) {
    return ((BiFunction<Object, Object, Object>) function).apply("exchange", "request");
  }

  /** What the hook of a message that came in makes of this Mono. */
  private <T> Mono<T> watched(Mono<T> mono, String place) {
    OperationStart start =
        new OperationStart(
            Session.server("s", Wire.HTTP, true),
            Operation.Kind.SERVER,
            "tools/call",
            new Target(Target.Kind.TOOL, "echo"),
            false,
            1,
            new Object(),
            null,
            Map.of());
    return new OperationMono<>(
        mono,
        new OperationMono.Lifecycle() {
          @Override
          public Operation begin(Object carried) {
            return application.open(start, carried, null);
          }

          @Override
          public void begun(Operation operation) {
            failIf(place, "begun");
          }

          @Override
          public void value(Operation operation, Object value) {
            failIf(place, "value");
          }

          @Override
          public void error(Operation operation, Throwable error) {
            operation.failed(error);
            failIf(place, "error");
          }
        });
  }

  private <T> BaseSubscriber<T> subscribe(Mono<T> mono) {
    BaseSubscriber<T> subscriber =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnNext(T value) {
            seen.add(value.toString());
          }

          @Override
          protected void hookOnError(Throwable error) {
            seen.add(error.toString());
          }

          @Override
          protected void hookOnComplete() {
            seen.add("complete");
          }
        };
    mono.subscribe((CoreSubscriber<? super T>) subscriber);
    return subscriber;
  }

  /** One whose method of this name fails, or all of its methods, as nothing of ours should. */
  private static <T> T failing(Class<T> type, String place, Map<String, Object> results) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              failIf(place, method.getName());
              return results.get(method.getName());
            }));
  }

  private static void failIf(String place, String here) {
    if (place.equals(ALL) && !here.equals("onAttached") || place.equals(here)) {
      throw new NoClassDefFoundError("at " + here);
    }
  }
}
