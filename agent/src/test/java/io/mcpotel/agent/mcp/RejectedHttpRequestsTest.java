// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.redact.CapturePolicy;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** HTTP requests whose bodies come late, all on the one thread of an event loop. */
class RejectedHttpRequestsTest {

  private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}";

  private final List<MessageEvent> told = new ArrayList<>();
  private final Settings settings = Settings.from(Configuration.of(""));
  private final Application application = new Application(settings, LogContext.NONE);
  private final CapturePolicy policy = new CapturePolicy(settings, rule -> {});
  private final RawMessages texts = new RawMessages(application, policy);
  private final RejectedHttpRequests refusals = new RejectedHttpRequests(application, policy);

  @BeforeEach
  void tell() {
    // What another test's thread has read and nobody handled is none of this one's.
    InboundText.here().takeUntold();
    application.switchTo(
        (Telemetry)
            Proxy.newProxyInstance(
                Telemetry.class.getClassLoader(),
                new Class<?>[] {Telemetry.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("onEvent")) {
                    told.add((MessageEvent) arguments[0]);
                  }
                  return null;
                }));
  }

  /** What a transport is handed. */
  public record Request(String method) {
    public String getMethod() {
      return method;
    }

    public String getHeader(String name) {
      return name.equals("Accept") ? "application/json, text/event-stream" : "s";
    }
  }

  /** What it answers. */
  public record Response(int getStatus) {}

  @Test
  void refusalIsThatOfTheRequestThatWasRefused() {
    Sinks.One<String> late = request(body -> refused(body, 404, "Session not found: s"));
    Sinks.One<String> valid = request(this::handled);

    valid.tryEmitValue(BODY);
    late.tryEmitValue(BODY);

    assertEquals(
        List.of(Map.of("mcp.message.rejected", "no_session", "http.response.status_code", 404L)),
        rejections());
  }

  @Test
  void requestThatIsHandledIsNotSaidToBeRefusedForAnother() {
    Sinks.One<String> valid = request(this::handled);
    Sinks.One<String> broken = request(this::unparsable);

    broken.tryEmitValue("{");
    valid.tryEmitValue(BODY);

    assertEquals(
        List.of(Map.of("mcp.message.rejected", "unparsable", "http.response.status_code", 400L)),
        rejections());
  }

  @Test
  void requestWithoutAnAnswerHidesNothingThatComesLater() {
    request(body -> Mono.<Response>error(new IllegalStateException())).tryEmitValue(BODY);
    request(body -> Mono.<Response>empty()).tryEmitValue(BODY);
    request(this::handled).tryEmitEmpty();
    told.clear();

    texts.unreadable("{");

    assertFalse(InboundText.here().isInRequest());
    assertEquals(List.of(Map.of("mcp.message.rejected", "unparsable")), rejections());
  }

  @Test
  void textThatCannotBeReadIsToldThoughItsRequestFails() {
    request(
            body -> {
              texts.unreadable(body);
              return Mono.<Response>error(new IllegalStateException());
            })
        .tryEmitValue("{");

    assertEquals(List.of(Map.of("mcp.message.rejected", "unparsable")), rejections());
  }

  /** A request begins; its body comes when that is emitted. */
  private Sinks.One<String> request(Function<String, Mono<Response>> handling) {
    Sinks.One<String> body = Sinks.one();
    Object token = refusals.begun(new Object[] {new Request("POST")});
    ((Mono<?>) refusals.ended(token, body.asMono().flatMap(handling)))
        .subscribe(response -> {}, error -> {});
    return body;
  }

  private Mono<Response> handled(String body) {
    read(body);
    InboundText.here().isHandled();
    return Mono.just(new Response(200));
  }

  private Mono<Response> refused(String body, int status, String why) {
    read(body);
    refusals.onError(new IllegalArgumentException(why));
    return Mono.just(new Response(status));
  }

  private Mono<Response> unparsable(String body) {
    texts.unreadable(body);
    refusals.onError(new IllegalArgumentException("Invalid message format"));
    return Mono.just(new Response(400));
  }

  private void read(String body) {
    texts.read(body, new JSONRPCRequest("2.0", "tools/call", 1, null));
  }

  private List<Map<String, Object>> rejections() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (MessageEvent event : told) {
      Map<String, Object> fields = new HashMap<>();
      event.describe(
          new MessageEvent.Fields() {
            @Override
            public void put(String name, String value) {
              keep(name, value);
            }

            @Override
            public void put(String name, Long value) {
              keep(name, value);
            }

            @Override
            public void put(String name, Double value) {}

            @Override
            public void put(String name, List<String> values) {}

            private void keep(String name, Object value) {
              if (value != null
                  && (name.equals("mcp.message.rejected")
                      || name.equals("http.response.status_code"))) {
                fields.put(name, value);
              }
            }
          });
      all.add(fields);
    }
    return all;
  }
}
