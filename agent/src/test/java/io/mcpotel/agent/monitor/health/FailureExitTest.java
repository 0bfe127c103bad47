// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.record.Stderr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureExitTest {

  private static final long PATIENCE_SECONDS = 60;

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final List<Event> record = new ArrayList<>();
  private final TestHealthSource serverHealth = new TestHealthSource();

  private void listen(Consumer<Event> to) {
    serverHealth.addListener(
        new FailureExit(
            to,
            (name, task) -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            },
            status -> done.add("exit " + status),
            status -> done.add("halt " + status)));
  }

  private String next() throws InterruptedException {
    return done.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static Map<String, String> texts(Event event) {
    Map<String, String> texts = new HashMap<>();
    event.describe(
        new Event.Fields() {
          @Override
          public void put(String name, String value) {
            texts.put(name, value);
          }

          @Override
          public void put(String name, Long value) {}

          @Override
          public void put(String name, Double value) {}

          @Override
          public void put(String name, List<String> values) {}
        });
    return texts;
  }

  @Test
  void hungServerIsEndedOnceAndSaysWhy() throws Exception {
    listen(record::add);
    try (Stderr stderr = new Stderr()) {
      serverHealth.become(ServerState.UP, "well");
      serverHealth.become(ServerState.UNRESPONSIVE, "nothing was answered for 60 s");
      serverHealth.become(ServerState.UNRESPONSIVE, "nothing was answered for 70 s");

      assertEquals("exit 70", next());
      assertEquals(
          List.of(
              "[mcp-otel-agent] the server is unresponsive: nothing was answered for 60 s; the JVM"
                  + " ends with status 70, as health.on-failure asks."),
          stderr.lines());
      // What it does not come to its end by.
      assertEquals("halt 70", next());
    }
    assertEquals(1, record.size());
    Event event = record.get(0);
    assertEquals("mcp.health", event.name());
    assertEquals(Event.Severity.ERROR, event.severity());
    assertEquals("the server is unresponsive: nothing was answered for 60 s", event.body());
    assertEquals("unresponsive", texts(event).get("mcp.server.state"));
    String stack = texts(event).get("code.stacktrace");
    assertTrue(stack.contains("hungServerIsEndedOnceAndSaysWhy"), stack);
    assertTrue(done.isEmpty(), done::toString);
  }

  @Test
  void failureToTellIsNoReasonNotToEnd() throws Exception {
    listen(
        event -> {
          throw new IllegalStateException("on purpose");
        });
    try (Stderr stderr = new Stderr()) {
      serverHealth.become(ServerState.BROKEN, "stdout is closed");

      assertEquals("exit 70", next());
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"UNRESPONSIVE", "BROKEN"},
      mode = EnumSource.Mode.EXCLUDE)
  void serverThatAnswersIsLeftAlone(ServerState state) {
    List<Thread> threads = new ArrayList<>();
    serverHealth.addListener(
        new FailureExit(
            record::add,
            (name, task) -> {
              threads.add(new Thread(task, name));
              return threads.get(0);
            }));

    serverHealth.become(state, "so it is");

    assertEquals(List.of(), threads);
  }
}
