// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorded session, played against a server that is like the recorded one but for what a test
 * says.
 */
class ReplayTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CompletableFuture<JsonNode> sampled = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String weather = "sunny";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/mcp", this::serve);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aServerThatAnswersAsThenIsTheSame() throws Exception {
    assertEquals("2 requests, 0 answered otherwise\n", played(true));
    assertEquals(
        List.of("initialize", "notifications/initialized", "tools/call", "answer", "DELETE"),
        received);
  }

  @Test
  void whatIsAnsweredOtherwiseIsToldWithItsPlace() throws Exception {
    weather = "rain\u001b[2J";
    assertEquals(
        "tools/call get_weather (id 1)\n"
            + "  result.content[0].text: was \"sunny\", is \"rain\\u001B[2J\"\n"
            + "2 requests, 1 answered otherwise\n",
        played(false));
  }

  @Test
  void aRequestOfTheServerGetsTheAnswerThatTheClientGaveThen() throws Exception {
    played(true);
    JsonNode answer = sampled.get(10, TimeUnit.SECONDS);
    assertEquals("of now", answer.path("id").asText());
    assertEquals("a summary", answer.path("result").path("content").path("text").asText());
  }

  @Test
  void anExportWithoutMessagesSaysWhatCapturesThem() throws Exception {
    Path file = folder.resolve("session.jsonl");
    Files.writeString(file, "{\"kind\":\"operation\",\"method\":\"ping\"}\n");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Replay.run(file, url(), System.out));
    assertTrue(refused.getMessage().contains("capture=messages"), refused.getMessage());
  }

  private String played(boolean same) throws Exception {
    Path file = folder.resolve("session.jsonl");
    Files.writeString(
        file,
        String.join(
            "\n",
            "{\"kind\":\"session\",\"state\":\"opened\"}",
            line("receive", "{'id':0,'method':'initialize','params':{}}"),
            line("transmit", "{'id':0,'result':{'protocolVersion':'2025-06-18'}}"),
            line("receive", "{'method':'notifications/initialized'}"),
            line(
                "receive",
                "{'id':1,'method':'tools/call','params':{'name':'get_weather',"
                    + "'_meta':{'progressToken':7,'traceparent':'of then'}}}"),
            line("transmit", "{'id':'of then','method':'sampling/createMessage','params':{}}"),
            line("receive", "{'id':'of then','result':{'content':{'text':'a summary'}}}"),
            line(
                "transmit",
                "{'id':1,'result':{'content':[{'text':'sunny'}],'key':'[redacted:jwt]'}}")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean isSame = Replay.run(file, url(), new PrintStream(out, true, StandardCharsets.UTF_8));
    String said = out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    assertEquals(same, isSame, said);
    return said;
  }

  private static String line(String direction, String message) throws IOException {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("kind", "message").put("role", "server").put("direction", direction);
    entry.put("content", message.replace('\'', '"'));
    entry.putNull("rejected");
    return JSON.writeValueAsString(entry);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
  }

  private void serve(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("DELETE")) {
      received.add("DELETE");
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    JsonNode message = JSON.readTree(exchange.getRequestBody());
    received.add(message.path("method").asText("answer"));
    switch (message.path("method").asText("answer")) {
      case "initialize" -> {
        exchange.getResponseHeaders().set("Mcp-Session-Id", "s1");
        answer(
            exchange,
            "application/json",
            "{\"id\":0,\"result\":{\"protocolVersion\":\"2025-06-18\"}}");
      }
      case "tools/call" -> {
        assertInSession(exchange);
        assertEquals("{\"progressToken\":7}", message.at("/params/_meta").toString());
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String ask = "{\"id\":\"of now\",\"method\":\"sampling/createMessage\",\"params\":{}}";
        event(exchange, ask);
        sampled.orTimeout(10, TimeUnit.SECONDS).join();
        ObjectNode result = JSON.createObjectNode().put("key", "secret");
        result.putArray("content").addObject().put("text", weather);
        ObjectNode response = JSON.createObjectNode().put("id", 1);
        response.set("result", result);
        event(exchange, response.toString());
        exchange.close();
      }
      case "answer" -> {
        sampled.complete(message);
        exchange.sendResponseHeaders(202, -1);
      }
      default -> exchange.sendResponseHeaders(202, -1);
    }
  }

  private static void assertInSession(HttpExchange exchange) {
    assertEquals("s1", exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
    assertFalse(exchange.getRequestHeaders().get("MCP-Protocol-Version").isEmpty());
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void event(HttpExchange exchange, String data) throws IOException {
    exchange
        .getResponseBody()
        .write(("event: message\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }
}
