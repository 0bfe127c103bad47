// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.redact.CapturePolicy;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each text that is read is on record once, with what is known of its session. */
class RawMessagesTest {

  private final List<MessageEvent> told = new CopyOnWriteArrayList<>();
  private final Settings settings =
      Settings.from(Configuration.of("otel.instrumentation.mcp.capture=messages"));
  private final Application application = new Application(settings, LogContext.NONE);
  private final CapturePolicy policy = new CapturePolicy(settings, rule -> {});
  private final RawMessages texts = new RawMessages(application, policy);
  private final Sessions sessions = new Sessions(application);
  private final Payloads payloads = new Payloads(policy);
  private final ReceivedMessages received =
      new ReceivedMessages(
          application,
          sessions,
          new Responses(
              application,
              sessions,
              payloads,
              new ServerTools(application, new Catalogs(null, Thread::new))),
          payloads,
          texts,
          new BrokenTransports(application, policy));

  {
    application.setPrivacy(policy);
    application.switchTo(
        (Telemetry)
            Proxy.newProxyInstance(
                Telemetry.class.getClassLoader(),
                new Class<?>[] {Telemetry.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("onEvent")
                      && arguments[0] instanceof MessageEvent event) {
                    told.add(event);
                  }
                  return null;
                }));
  }

  /** Another test has read on this thread as well. */
  @BeforeEach
  void nothingWasRead() {
    InboundText.here().takeUntold();
  }

  @Test
  void messageThatAnotherThreadHandlesIsToldWithItsSession() {
    JSONRPCRequest request = read(7);

    // A pipe's messages are handled by whichever thread is at it already.
    CompletableFuture.runAsync(() -> handle(request)).join();
    read(8);

    assertEquals(1, told.size(), told::toString);
    assertEquals(Session.SERVER, told.get(0).role());
    assertEquals("prompts/get received", told.get(0).body());
    assertEquals("prompts/get", told.get(0).operation().method());
  }

  @Test
  void messageThatThisThreadHandlesIsToldOnce() {
    handle(read(7));
    read(8);

    assertEquals(1, told.size(), told::toString);
    assertEquals("prompts/get", told.get(0).operation().method());
  }

  @Test
  void messageThatNobodyHandlesIsToldWithTheNext() {
    JSONRPCRequest request = read(7);
    read(8);

    assertEquals(List.of("prompts/get received"), told.stream().map(Event::body).toList());
    handle(request);
    assertEquals(1, told.size(), told::toString);
  }

  private JSONRPCRequest read(int id) {
    JSONRPCRequest request = new JSONRPCRequest("2.0", "prompts/get", id, Map.of("name", "hello"));
    texts.read("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"prompts/get\"}", request);
    return request;
  }

  private void handle(JSONRPCRequest request) {
    Object sdkSession = new Object();
    application.sessions().computeIfAbsent(sdkSession, () -> Session.server("s", Wire.HTTP, true));
    ReceivedOperation course = received.course(received.start(sdkSession, request), false);
    course.begun(course.begin(null));
  }
}
