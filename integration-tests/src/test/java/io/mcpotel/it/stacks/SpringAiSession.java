// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Expected;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running Spring AI server with the agent, a raw peer of it, and what is to be told of them. */
final class SpringAiSession implements AutoCloseable {

  private final SpringAiServer kind;
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final AppProcess process;
  private final RawPeer peer;
  private final Call initialize;

  SpringAiSession(SpringAiServer kind, App app) {
    this.kind = kind;
    process = app.exportingTo(receiver).start();
    try {
      peer = kind.connect(process);
      initialize = peer.initialize();
    } catch (RuntimeException | Error e) {
      process.close();
      receiver.close();
      throw e;
    }
  }

  SpringAiServer kind() {
    return kind;
  }

  int port() {
    return process.port();
  }

  RawPeer peer() {
    return peer;
  }

  Call initialize() {
    return initialize;
  }

  SpanView handlerSpan(Call call) {
    return collector().handlerSpan(call);
  }

  /** Waits for the span of a request, which must be as its answer says, and returns it. */
  SpanView assertServerSpan(String name, Expected target, Call call) {
    SpanView span = collector().serverSpan(call);
    Map<String, Object> error = error(call);
    assertEquals(name, span.name());
    assertEquals(call.parent().spanId(), span.parentSpanId());
    assertEquals(
        target
            .with(session())
            .with(error)
            .with("jsonrpc.request.id", String.valueOf(call.id()))
            .map(),
        span.attributes());
    assertEquals(error.containsKey("error.type") ? "ERROR" : "UNSET", span.statusCode());
    return span;
  }

  /** What was sent to the peer, as the conventions say it. */
  private static Map<String, Object> error(Call call) {
    if (Boolean.TRUE.equals(call.result().get("isError"))) {
      return Map.of("error.type", "tool_error");
    }
    if (!call.response().containsKey("error")) {
      return Map.of();
    }
    String code = String.valueOf(call.errorCode());
    return code.equals("-32602")
        ? Map.of("rpc.response.status_code", code)
        : Map.of("rpc.response.status_code", code, "error.type", code);
  }

  private Map<String, Object> session() {
    Map<String, Object> attributes = new LinkedHashMap<>(kind.network());
    attributes.put("mcp.server.name", SpringAiServer.NAME);
    attributes.put("mcp.server.version", SpringAiServer.VERSION);
    if (kind.hasSessions()) {
      attributes.put("mcp.client.name", RawPeer.NAME);
      attributes.put("mcp.client.version", RawPeer.VERSION);
      attributes.put("mcp.protocol.version", protocolVersion());
      attributes.put("mcp.session.id", sessionId());
    }
    return attributes;
  }

  private Object protocolVersion() {
    return initialize.result().get("protocolVersion");
  }

  /** What the peer was told, else what the session began with. */
  private Object sessionId() {
    return kind.tellsItsSession()
        ? peer.sessionId()
        : collector().serverSpan(initialize).attributes().get("mcp.session.id");
  }

  void assertMetric(String tool) {
    Expected expected =
        Expected.attributes().with(kind.network()).with("mcp.method.name", "tools/call").tool(tool);
    if (kind.hasSessions()) {
      expected.with("mcp.protocol.version", protocolVersion());
    }
    collector().awaitMetric("mcp.server.operation.duration", expected.map());
  }

  /** No request has a span too many: the last one's comes after all of theirs. */
  void assertKinds(List<String> kinds, Call call) {
    assertEquals(
        kinds,
        collector().trace(call.parent().traceId()).stream().map(SpanView::kind).sorted().toList());
  }

  void assertNothingElseIsSaid() {
    assertEquals(1, process.agentLines().size(), process.agentLines()::toString);
    assertFalse(process.stdout().toString().contains("[mcp-otel-agent]"));
    assertTrue(process.agentLines().get(0).contains("MCP"), process.agentLines()::toString);
  }

  Collector collector() {
    return Collector.of(receiver);
  }

  @Override
  public void close() {
    peer.close();
    process.close();
    receiver.close();
  }
}
