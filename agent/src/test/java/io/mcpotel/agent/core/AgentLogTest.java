// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentLogTest {

  private static final UnaryOperator<String> NOTHING = text -> "[redacted:unchecked]";

  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setErr(stderr);
    AgentLog.redactWith(NOTHING);
    AgentLog.debug(false);
  }

  private List<String> lines() {
    return told.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static void report(Throwable failure) {
    AgentLog.report("test " + UUID.randomUUID(), failure);
  }

  @Test
  void messageOfAnExceptionIsNotPrintedBeforeItIsKnownHowToRedactIt() {
    report(new IllegalStateException("MARK"));

    assertTrue(lines().get(0).contains("java.lang.IllegalStateException"), lines()::toString);
    assertFalse(lines().get(0).contains("MARK"), lines()::toString);
  }

  @Test
  void messageOfAnExceptionIsRedactedAndStaysOnItsLine() {
    AgentLog.redactWith(text -> text.replace("MARK", "[redacted:test]"));

    report(
        new IllegalStateException("a MARK\n[mcp-otel-agent] all is well\u001b[2J\u009b2J\u202e"));

    assertEquals(1, lines().size(), lines()::toString);
    assertTrue(
        lines()
            .get(0)
            .endsWith("a [redacted:test]\\n[mcp-otel-agent] all is well\\u001b[2J\\u009b2J\\u202e"),
        lines()::toString);
  }

  @Test
  void stackTraceIsRedactedToo() {
    AgentLog.redactWith(text -> text.replace("MARK", "[redacted:test]"));
    AgentLog.debug(true);

    report(new IllegalStateException("a MARK", new RuntimeException("MARK\n[mcp-otel-agent] b")));

    String all = String.join("\n", lines());
    assertFalse(all.contains("MARK") || all.contains("\n[mcp-otel-agent] b"), all);
    assertTrue(all.contains("Caused by: java.lang.RuntimeException: [redacted:test]"), all);
    assertTrue(all.contains("at " + AgentLogTest.class.getName()), all);
  }

  @Test
  void whatReflectionHasWrappedIsToldAndNotTheWrapping() {
    AgentLog.redactWith(text -> text);

    report(
        new InvocationTargetException(
            new ExceptionInInitializerError(new SecurityException("access denied"))));

    assertTrue(
        lines().get(0).endsWith("java.lang.SecurityException: access denied"), lines()::toString);
  }

  @Test
  void endlessMessageIsCut() {
    AgentLog.redactWith(text -> text);

    report(new IllegalStateException("x".repeat(10_000_000)));

    assertTrue(lines().get(0).length() < 1_100, () -> "" + lines().get(0).length());
  }

  @Test
  void exceptionThatThrowsWhenItIsAskedIsToldByItsClass() {
    AgentLog.redactWith(text -> text);

    report(
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("on purpose");
          }
        });

    assertTrue(lines().get(0).contains(AgentLogTest.class.getName() + "$"), lines()::toString);
  }

  @Test
  void failureOfTheRedactionItselfIsToldAndEnds() {
    AgentLog.debug(true);
    AgentLog.redactWith(
        text -> {
          AgentLog.report("redacting", new IllegalStateException("MARK"));
          throw new IllegalStateException("MARK");
        });

    report(new IllegalStateException("MARK"));

    assertFalse(String.join("\n", lines()).contains("MARK"), lines()::toString);
  }
}
