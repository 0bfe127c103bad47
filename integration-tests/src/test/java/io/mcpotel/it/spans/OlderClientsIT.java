// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ClientAndServer;
import io.mcpotel.it.support.ClientKind;
import io.mcpotel.sample.receiver.SpanView;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of the releases and transports that {@link ClientSpansIT} does not look closer at. */
class OlderClientsIT {

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("io.mcpotel.it.support.ClientKind#inPassing")
  void requestsAreClientSpansAboveTheServersSpans(ClientKind kind) {
    try (ClientAndServer both = new ClientAndServer(kind)) {
      both.client().expect("call [\"where\",{}]");
      String refusal = both.client().run("prompt [\"broken\"]");

      assertTrue(refusal.startsWith("! "), refusal);
      assertServed(both, both.clientCollector().awaitSpan("CLIENT", "initialize"), "UNSET");
      SpanView sent = both.clientCollector().awaitSpan("CLIENT", "tools/call where");
      SpanView served = assertServed(both, sent, "UNSET");
      assertEquals(both.callAttributes("where", served), sent.attributes());
      assertServed(both, both.clientCollector().awaitSpan("CLIENT", "prompts/get broken"), "ERROR");
      both.clientCollector()
          .awaitMetric("mcp.client.operation.duration", both.durationAttributes("where"));

      both.client().expect("call [\"sample\"]");
      SpanView asked = both.serverCollector().awaitSpan("CLIENT", "sampling/createMessage");
      SpanView answered = both.clientCollector().awaitSpan("SERVER", "sampling/createMessage");
      assertEquals(asked.spanId(), answered.parentSpanId());
      assertEquals(asked.traceId(), answered.traceId());
    }
  }

  private static SpanView assertServed(ClientAndServer both, SpanView sent, String status) {
    assertEquals(status, sent.statusCode());
    SpanView served =
        both.serverCollector().awaitSpan(span -> span.parentSpanId().equals(sent.spanId()));
    assertEquals(sent.traceId(), served.traceId());
    assertEquals(sent.name(), served.name());
    return served;
  }
}
