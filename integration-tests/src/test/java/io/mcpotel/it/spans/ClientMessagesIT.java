// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.peer.RawMcpServer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client's messages look like on the wire. */
class ClientMessagesIT {

  private static final List<String> METHODS =
      List.of("initialize", "notifications/initialized", "tools/call", "ping");

  @Test
  void everyMessageCarriesTheContextOfItsSpanAndIsOtherwiseWhatTheSdkWrites() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        RawMcpServer plainServer = server();
        RawMcpServer server = server();
        TestClient plain = client(App.on(Jdk.oldest()), "sync", plainServer);
        TestClient client = client(App.on(Jdk.oldest()).exportingTo(receiver), "sync", server)) {
      converse(plain);
      converse(client);

      for (String method : METHODS) {
        Map<String, Object> message = server.awaitMessage(method);
        SpanView span =
            Collector.of(receiver)
                .awaitSpan(
                    candidate -> method.equals(candidate.attributes().get("mcp.method.name")));
        assertEquals("CLIENT", span.kind());
        String traceparent =
            (String) Json.object(Json.object(message, "params"), "_meta").get("traceparent");
        // The flags that follow may also tell that the trace id is random.
        assertTrue(
            traceparent.startsWith("00-" + span.traceId() + "-" + span.spanId() + "-"),
            traceparent);
        assertEquals(withoutIdAndMeta(plainServer.awaitMessage(method)), withoutIdAndMeta(message));
      }
    }
  }

  @Tag("matrix")
  @Test
  void theApplicationsOwnMetaWinsAndIsNotTouched() {
    try (RawMcpServer server = server();
        TestClient client =
            client(App.on(Jdk.oldest()).exportingTo("http://127.0.0.1:1"), "async", server)) {
      client.expect("init");
      String held =
          client.expect("callheld [\"echo\",{\"a\":1},{\"traceparent\":\"mine\",\"other\":true}]");

      assertEquals("[\"echo\",{\"a\":1},{\"traceparent\":\"mine\",\"other\":true}]", held);
      Map<String, Object> params = Json.object(server.awaitMessage("tools/call"), "params");
      assertEquals(Map.of("traceparent", "mine", "other", true), params.get("_meta"));
    }
  }

  @Tag("matrix")
  @Test
  void theApplicationsMetaIsKeptBesideTheContext() {
    try (RawMcpServer server = server();
        TestClient client =
            client(App.on(Jdk.oldest()).exportingTo("http://127.0.0.1:1"), "async", server)) {
      client.expect("init");
      client.expect("call [\"echo\",{},{\"progressToken\":7}]");

      Map<String, Object> meta =
          Json.object(Json.object(server.awaitMessage("tools/call"), "params"), "_meta");
      assertEquals(7, meta.get("progressToken"));
      assertTrue(String.valueOf(meta.get("traceparent")).startsWith("00-"));
    }
  }

  @Test
  void paramsOfEveryShapeReachThePeerWithMetaAdded() {
    String fine = "{\"fine\":true}";
    try (RawMcpServer server =
            server().result("no/params", fine).result("a/list", fine).result("bare/record", fine);
        TestClient client =
            client(App.on(Jdk.oldest()).exportingTo("http://127.0.0.1:1"), "session", server)) {
      client.expect("request [\"no/params\",null]");
      assertMetaIsAdded(server, "no/params", Map.of());
      client.expect("request [\"a/list\",{\"x\":[1,2]}]");
      assertMetaIsAdded(server, "a/list", Map.of("x", List.of(1, 2)));
      client.expect("bare [\"bare/record\"]");
      assertMetaIsAdded(server, "bare/record", Map.of("label", "plain"));
      client.expect("notify [\"notifications/strange\",null]");
      assertMetaIsAdded(server, "notifications/strange", Map.of());
    }
  }

  private static void assertMetaIsAdded(
      RawMcpServer server, String method, Map<String, Object> paramsWithoutMeta) {
    Map<String, Object> params = Json.object(server.awaitMessage(method), "params");
    assertTrue(
        String.valueOf(Json.object(params, "_meta").get("traceparent")).startsWith("00-"),
        params::toString);
    Map<String, Object> rest = new LinkedHashMap<>(params);
    rest.remove("_meta");
    assertEquals(paramsWithoutMeta, rest);
  }

  @Tag("matrix")
  @Test
  void withoutPropagatorsMessagesAreExactlyTheSdks() {
    try (RawMcpServer server = server();
        TestClient client =
            client(
                App.on(Jdk.oldest())
                    .exportingTo("http://127.0.0.1:1")
                    .property("otel.propagators", "none"),
                "sync",
                server)) {
      converse(client);

      for (String method : METHODS) {
        Map<String, Object> message = server.awaitMessage(method);
        assertTrue(!Json.object(message, "params").containsKey("_meta"), message::toString);
      }
    }
  }

  private static RawMcpServer server() {
    return new RawMcpServer().result("tools/call", "{\"content\":[]}").result("ping", "{}");
  }

  private static TestClient client(App app, String api, RawMcpServer server) {
    return TestClient.start(app, api, "streamable", 60_000, List.of(server.url()));
  }

  private static void converse(TestClient client) {
    client.expect("init");
    client.expect("call [\"echo\",{\"word\":\"hello\",\"deep\":{\"list\":[1,null,\"x\"]}}]");
    client.expect("ping");
  }

  private static List<Object> withoutIdAndMeta(Map<String, Object> message) {
    Map<String, Object> params = new LinkedHashMap<>(Json.object(message, "params"));
    params.remove("_meta");
    return new ArrayList<>(List.of(message.get("jsonrpc"), message.get("method"), params));
  }
}
