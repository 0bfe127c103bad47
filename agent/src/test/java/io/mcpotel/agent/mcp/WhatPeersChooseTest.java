// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Kept;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.FieldMap;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.event.OperationEvent;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.redact.CapturePolicy;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However long a peer makes what it chooses, we keep little of it, and no secret. */
class WhatPeersChooseTest {

  private static final String HUGE = "h".repeat(10_000_000);
  private static final String TOKEN = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";
  private static final String MASKED = "[redacted:github]";

  private final Settings settings =
      Settings.from(Configuration.of("otel.instrumentation.mcp.capture=errors"));
  private final Application application = new Application(settings, LogContext.NONE);
  private final CapturePolicy policy = new CapturePolicy(settings, rule -> {});
  private final Sessions sessions = new Sessions(application);
  private final Payloads payloads = new Payloads(policy);
  private final RawMessages texts = new RawMessages(application, policy);
  private final Responses responses =
      new Responses(
          application,
          sessions,
          payloads,
          new ServerTools(application, new Catalogs(null, Thread::new)));
  private final ReceivedMessages received =
      new ReceivedMessages(
          application,
          sessions,
          responses,
          payloads,
          texts,
          new BrokenTransports(application, policy));

  {
    application.setPrivacy(policy);
    application.switchTo(forgetful());
  }

  /** Keeps nothing of what it is told. */
  private static Telemetry forgetful() {
    return (Telemetry)
        Proxy.newProxyInstance(
            Telemetry.class.getClassLoader(),
            new Class<?>[] {Telemetry.class},
            (proxy, method, arguments) -> null);
  }

  static Stream<Named<JSONRPCRequest>> hugeRequests() {
    Map<String, Object> meta = new HashMap<>();
    meta.put("progressToken", HUGE);
    meta.put("baggage", "a=" + HUGE);
    return Stream.of(
            new JSONRPCRequest("2.0", "ping", HUGE + 1, null),
            new JSONRPCRequest("2.0", "made/up" + HUGE, 2, null),
            new JSONRPCRequest("2.0", "tools/call", 3, Map.of("name", HUGE, "arguments", Map.of())),
            new JSONRPCRequest("2.0", "prompts/get", 4, Map.of("name", HUGE, "_meta", meta)),
            new JSONRPCRequest("2.0", "resources/read", 5, Map.of("uri", "file:///" + HUGE)),
            new JSONRPCRequest("2.0", "resources/read", 6, Map.of("uri", "file:///?" + HUGE)),
            new JSONRPCRequest(
                "2.0",
                "initialize",
                7,
                Map.of(
                    "clientInfo", Map.of("name", HUGE, "version", HUGE), "capabilities", many())))
        .map(request -> Named.of("request", request));
  }

  private static Map<String, Object> many() {
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      many.put("x".repeat(1_000) + i, Map.of());
    }
    return many;
  }

  @ParameterizedTest
  @MethodSource("hugeRequests")
  void littleIsKeptOfARequestThatHasEnded(JSONRPCRequest request) throws Exception {
    Session session = Session.server("s", Wire.HTTP, true);
    Object sdkSession = new Object();
    application.sessions().computeIfAbsent(sdkSession, () -> session);
    texts.read("{}", request);
    Operation operation = received.course(received.start(sdkSession, request), false).begin(null);
    Answer error = new Answer();
    responses.ofFailure(request, error.failure, null);
    responses.created(request, error.response(request));
    operation.completed();
    Outcome outcome = new Outcome("-32603", -32603, null, error.failure);
    Event event = new OperationEvent(operation, outcome, 1);
    texts.read("{}", request);

    // The error's message may be exported, twice, and so may the names of 64 capabilities.
    long kept = Kept.characters(application, session, operation, event, InboundText.here());
    assertTrue(kept < 30_000, () -> kept + " characters");
    assertEquals(0, application.openOperations());
  }

  /** An error that says all of a large message. */
  private static final class Answer {
    final JSONRPCError error = new JSONRPCError(-32603, HUGE, HUGE);
    final McpError failure = new McpError(error);

    JSONRPCResponse response(JSONRPCRequest request) {
      return new JSONRPCResponse("2.0", request.id(), null, error);
    }
  }

  @Test
  void requestWithALongIdIsFoundByIt() {
    Session session = Session.server("s", Wire.HTTP, true);
    Object sdkSession = new Object();
    application.sessions().computeIfAbsent(sdkSession, () -> session);
    JSONRPCRequest slow = new JSONRPCRequest("2.0", "ping", HUGE, null);
    Operation operation = received.course(received.start(sdkSession, slow), false).begin(null);
    assertEquals(List.of(operation), List.copyOf(session.receivedAndOpen()));

    McpSchema.JSONRPCNotification cancelled =
        new McpSchema.JSONRPCNotification(
            "2.0", "notifications/cancelled", Map.of("requestId", "h".repeat(HUGE.length())));
    received.course(received.start(sdkSession, cancelled), false).begin(null);
    operation.completed();

    assertEquals(0, session.receivedAndOpen().size());
    assertEquals("cancelled", described(new OperationEvent(operation, ended(operation), 1)));
  }

  private static Outcome ended(Operation operation) {
    return new Outcome(Outcome.CANCELLED, null, null, null);
  }

  private static Object described(Event event) {
    return fields(event).get("mcp.outcome");
  }

  @Test
  void whatAPeerSaysOfItselfHasNoSecret() {
    Peer peer =
        Messages.peer(
            Map.of("name", "cli " + TOKEN, "version", TOKEN), Map.of("c " + TOKEN, 1), policy);
    assertEquals("cli " + MASKED, peer.name());
    assertEquals(MASKED, peer.version());
    assertEquals(List.of("c " + MASKED), peer.capabilities());
  }

  @Test
  void messageThatIsRejectedNamesNoSecret() {
    JSONRPCRequest request = new JSONRPCRequest("2.0", "m/" + TOKEN, TOKEN, null);
    texts.read("{}", request);
    MessageEvent event = InboundText.here().unhandled(policy);

    assertEquals("m/" + MASKED, fields(event).get("mcp.method.name"));
    assertEquals(MASKED, fields(event).get("jsonrpc.request.id"));
  }

  @Test
  void numbersAndPlainTextsAreIdsAsTheyAre() {
    Session session = Session.server("s", Wire.HTTP, true);
    Object sdkSession = new Object();
    application.sessions().computeIfAbsent(sdkSession, () -> session);
    for (Object id : new Object[] {1, 2L, "a1b2c3d4-17"}) {
      JSONRPCRequest request = new JSONRPCRequest("2.0", "ping", id, null);
      Operation operation = received.course(received.start(sdkSession, request), false).begin(null);
      assertSame(id, operation.requestId());
      assertEquals(id.toString(), operation.shownRequestId());
      operation.completed();
    }
  }

  @Test
  void callOfAnExcludedResourceIsExcludedWhateverIsShownOfItsUri() {
    Settings excluding =
        Settings.from(
            Configuration.of(
                "otel.instrumentation.mcp.capture=errors,otel.instrumentation.mcp.capture.uri=none,"
                    + "otel.instrumentation.mcp.capture.exclude=resources/read:*secret*"));
    assertNull(errorOf(excluding, "file:///a?secret=1"));
    assertEquals("broke", errorOf(excluding, "file:///a?page=1"));
    assertNull(errorOf(excluding, "file:///a?page=1" + HUGE), "nobody has read all of it");
  }

  private static String errorOf(Settings settings, String uri) {
    Application other = new Application(settings, LogContext.NONE);
    CapturePolicy its = new CapturePolicy(settings, rule -> {});
    other.setPrivacy(its);
    other.switchTo(forgetful());
    JSONRPCRequest request = new JSONRPCRequest("2.0", "resources/read", 1, Map.of("uri", uri));
    ReceivedMessages messages =
        new ReceivedMessages(
            other,
            new Sessions(other),
            null,
            new Payloads(its),
            new RawMessages(other, its),
            new BrokenTransports(other, its));
    Object handler = new Object();
    Operation operation = messages.course(messages.start(handler, request), false).begin(null);
    assertNull(operation.target().name());
    return its.error(operation, "broke");
  }

  @Test
  void errorOfTheSdkQuotesNothingAndOneOfAFunctionSaysWhatItSays() {
    Session session = Session.server("s", Wire.HTTP, true);
    Object sdkSession = new Object();
    application.sessions().computeIfAbsent(sdkSession, () -> session);
    JSONRPCRequest request =
        new JSONRPCRequest("2.0", "tools/call", 1, Map.of("name", "t", "arguments", Map.of()));
    Operation operation = received.course(received.start(sdkSession, request), false).begin(null);

    String jackson =
        "Cannot deserialize value of type `int` from String \"MARK\": not a valid `int` value\n"
            + " at [Source: UNKNOWN; byte offset: #UNKNOWN]";
    assertEquals(
        "Cannot deserialize value of type `int` from String", policy.error(operation, jackson));
    assertEquals("Tool not found: t", policy.error(operation, "Tool not found: t"));
    assertEquals(
        "Resource not found: test://h/a",
        policy.error(operation, "Resource not found: test://u@h/a?b"));

    operation.markHandlerCalled();
    assertEquals(jackson, policy.error(operation, jackson));
    assertFalse(policy.error(operation, "it is " + TOKEN).contains(TOKEN));
  }

  private static Map<String, Object> fields(Event event) {
    return FieldMap.of(event);
  }
}
