// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.privacy;

import io.mcpotel.it.app.newest.Marked;
import io.mcpotel.it.app.newest.Place;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.process.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says a mark to a marked server wherever a message or an HTTP request has room for one. */
final class MarkedPeer {

  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}";
  private static final String BOTH = "application/json, text/event-stream";

  private final int port;
  private final RawHttp peer;
  private final List<String> requests = new ArrayList<>();

  MarkedPeer(int port) {
    this.port = port;
    peer = new RawHttp(port);
  }

  /** All that went over the wire. */
  String wire() {
    return String.join("\n", requests)
        + String.join("\n", peer.sent())
        + String.join("\n", peer.received());
  }

  void speak() {
    Map<String, Object> hello = new LinkedHashMap<>();
    hello.put("protocolVersion", Place.CLIENT_PROTOCOL.mark());
    hello.put("capabilities", Marked.clientCapabilities());
    hello.put("clientInfo", Marked.clientInfo());
    hello.put("_meta", Map.of("x", Place.CLIENT_META.mark()));
    peer.request("initialize", hello);
    peer.initialized();
    askForLists();
    callTools();
    askForPrompts();
    readResources();
    peer.requestWithId(Place.REQUEST_ID.mark(), "ping");
    peer.request(Place.METHOD_UNKNOWN.mark());
    sendContext();
    notifyServer();
    sendWhatIsRefused();
  }

  /** Makes a call that nobody else makes. */
  void end() {
    call(Marked.LAST);
  }

  private void askForLists() {
    List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list")
        .forEach(peer::request);
    peer.request("tools/list", Map.of("cursor", Place.CURSOR.mark()));
  }

  private void callTools() {
    peer.callTool(Place.TOOL.mark(), Marked.arguments());
    call(Place.TOOL_UNKNOWN.mark());
    call(Marked.FAILING);
    call(Marked.CODE);
    call(Marked.REFUSING);
    peer.callTool(Marked.STRICT, Marked.invalidArguments());
    Call talk =
        peer.start(
            "tools/call",
            Map.of(
                "name",
                Marked.TALKING,
                "arguments",
                Map.of(),
                "_meta",
                Map.of("progressToken", Place.PROGRESS_TOKEN.mark())));
    answer("sampling/createMessage", Map.of("result", Marked.sampled()));
    Object error =
        Map.of(
            "code", -32000,
            "message", Place.CLIENT_ERROR_MESSAGE.mark(),
            "data", Map.of("x", Place.CLIENT_ERROR_DATA.mark()));
    answer("sampling/createMessage", Map.of("error", error));
    answer("elicitation/create", Map.of("result", Marked.elicited()));
    answer("roots/list", Map.of("result", Map.of("roots", List.of(Marked.root()))));
    peer.await(talk);
  }

  private void call(String tool) {
    peer.callTool(tool, Map.of());
  }

  private void answer(String method, Map<String, Object> answer) {
    Map<String, Object> message = new LinkedHashMap<>(answer);
    message.put("jsonrpc", "2.0");
    message.put("id", peer.awaitMessage(method).get("id"));
    peer.send(Json.write(message));
  }

  private void askForPrompts() {
    for (String name :
        List.of(Place.PROMPT.mark(), Place.PROMPT_UNKNOWN.mark(), Marked.FAILING_PROMPT)) {
      peer.request("prompts/get", Map.of("name", name, "arguments", Marked.promptArguments()));
    }
    for (Place prompt : List.of(Place.PROMPT, Place.COMPLETION_REFERENCE)) {
      peer.request(
          "completion/complete",
          Map.of(
              "ref",
              Map.of("type", "ref/prompt", "name", prompt.mark()),
              "argument",
              Map.of(
                  "name", Place.COMPLETION_ARGUMENT.mark(),
                  "value", Place.COMPLETION_VALUE.mark())));
    }
  }

  private void readResources() {
    for (String uri :
        List.of(Marked.URI, Marked.UNKNOWN_URI, Marked.TEMPLATE + Place.TEMPLATE_VARIABLE.mark())) {
      peer.request("resources/read", Map.of("uri", uri));
    }
  }

  private void sendContext() {
    peer.request(
        "ping",
        Map.of(
            "_meta",
            Map.of(
                "baggage",
                Place.BAGGAGE_KEY.mark() + "=" + Place.BAGGAGE_VALUE.mark(),
                "tracestate",
                "vendor=" + Place.TRACE_STATE.mark(),
                Place.META_KEY.mark(),
                Place.META_VALUE.mark())));
  }

  private void notifyServer() {
    peer.notify(
        "notifications/cancelled",
        Map.of("requestId", "nothing", "reason", Place.CANCEL_REASON.mark()));
    peer.notify(Place.NOTIFICATION.mark(), Map.of("x", Place.NOTIFICATION_PARAMS.mark()));
    peer.send(
        Json.write(
            Map.of(
                "jsonrpc", "2.0",
                "id", Place.RESPONSE_ID.mark(),
                "result", Map.of("x", Place.RESPONSE_RESULT.mark()))));
    peer.send(
        Json.write(
            Map.of(
                "jsonrpc", "2.0",
                "id", "nobody",
                "error", Map.of("code", -32000, "message", Place.RESPONSE_ERROR.mark()))));
  }

  private void sendWhatIsRefused() {
    post("/mcp", Place.NO_JSON.mark(), headers(Place.HTTP_USER_AGENT, "User-Agent"));
    post("/mcp", "{\"x\":\"" + Place.NO_JSON_RPC.mark() + "\"}", headers());
    post("/mcp", PING, headers(Place.LAST_EVENT_ID, "Last-Event-ID"));
    post("/mcp?x=" + Place.HTTP_QUERY.mark(), PING, headers());
    post("/mcp", PING, headers(Place.HTTP_ORIGIN, "Origin"));
    post("/mcp", PING, headers(Place.HTTP_USER_AGENT, "User-Agent"));
    post("/mcp", PING, headers(Place.HTTP_COOKIE, "Cookie"));
    post("/mcp", PING, headers(Place.HTTP_AUTHORIZATION, "Authorization"));
    post("/mcp", PING, headers(Place.HTTP_HEADER, "X-Own"));
    post("/mcp", PING, headers(Place.HTTP_PROTOCOL, "MCP-Protocol-Version"));
    post("/mcp", PING, headers(Place.HTTP_HOST, "Host"));
    post("/mcp", PING, headers(Place.SESSION_ID, "Mcp-Session-Id"));
    post("/mcp", PING, headers(Place.HTTP_ACCEPT, "Accept"));
  }

  /** The usual ones. */
  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "127.0.0.1:" + port);
    headers.put("Accept", BOTH);
    headers.put("Content-Type", "application/json");
    headers.put("Mcp-Session-Id", peer.sessionId());
    headers.put("Connection", "close");
    return headers;
  }

  private Map<String, String> headers(Place place, String name) {
    Map<String, String> headers = headers();
    headers.put(name, place.mark());
    return headers;
  }

  /** Byte for byte, for an HTTP client would not send every header; returns when it is answered. */
  private void post(String path, String body, Map<String, String> headers) {
    StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append("Content-Length: " + body.length() + "\r\n\r\n" + body);
    requests.add(request.toString());
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout((int) AppProcess.PATIENCE.toMillis());
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
