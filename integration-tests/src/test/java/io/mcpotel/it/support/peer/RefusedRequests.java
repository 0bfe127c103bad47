// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.peer.HttpProbe.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** HTTP requests that a server turns away. */
public final class RefusedRequests {

  public static final String GOOD_ORIGIN = "http://good.example";
  public static final int MAX_SIZE = 4096;

  /**
   * One of them.
   *
   * @param reason why it is rejected, as the record says it
   * @param sending sends it, and brings what the peer is told
   */
  public record Refused(String reason, Function<HttpProbe, Answer> sending) {}

  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":\"i\",\"method\":\"initialize\",\"params\":{}}";
  private static final String RESPONSE = "{\"jsonrpc\":\"2.0\",\"id\":\"nobody\",\"result\":{}}";
  private static final String LARGE = PING.replace("ping", "p".repeat(MAX_SIZE));

  private static final String JSON = "application/json";
  private static final String BOTH = "application/json, text/event-stream";
  private static final String EVENTS = "text/event-stream";

  private final List<Refused> all = new ArrayList<>();
  private final String path;
  private final String session;

  private RefusedRequests(String path, String session) {
    this.path = path;
    this.session = session;
  }

  /**
   * What only a session can be asked for.
   *
   * @param ssePath where a server with the SSE transport takes messages
   */
  public static List<Refused> withoutSession(String transport, String ssePath) {
    return switch (transport) {
      case "streamable" -> new RefusedRequests("/mcp", null).withoutStreamableSession().all;
      case "sse" -> new RefusedRequests(ssePath, null).withoutSseSession().all;
      default -> List.of();
    };
  }

  /** What is wrong with a message, or with the header of its request. */
  public static List<Refused> broken(String transport, String ssePath, String session) {
    return switch (transport) {
      case "streamable" -> new RefusedRequests("/mcp", session).wrongAccept().unreadable().all;
      case "sse" ->
          new RefusedRequests(ssePath + "?sessionId=" + session, null).unreadable().unknownId().all;
      default -> new RefusedRequests("/mcp", null).wrongAccept().unreadable().wrongMethod().all;
    };
  }

  /** What a server does not take that is told to look at the origin. */
  public static List<Refused> ofAnotherOrigin(String transport, String session) {
    RefusedRequests requests = of(transport, session);
    requests.post("origin", PING, "Accept", BOTH, "Origin", "http://evil.example");
    return requests.all;
  }

  /** What a server does not take that has a limit. */
  public static List<Refused> tooLarge(String transport, String session) {
    RefusedRequests requests = of(transport, session);
    requests.post("too_large", LARGE, "Accept", BOTH);
    String[] headers = requests.headers("Accept", BOTH);
    requests.add("too_large", http -> http.sendChunked(requests.path, LARGE, headers));
    return requests.all;
  }

  /** What a server does not take that looks at the type of the content. */
  public static List<Refused> ofAnotherType(String session) {
    RefusedRequests requests = new RefusedRequests("/mcp", session);
    String[] headers = {"Accept", BOTH, "Content-Type", "text/plain", "Mcp-Session-Id", session};
    requests.add("wrong_header", http -> http.send("POST", "/mcp", PING, headers));
    return requests.all;
  }

  /** An answer to a streamable server that nobody has asked for. */
  public static List<Refused> unknownId(String session) {
    return new RefusedRequests("/mcp", session).unknownId().all;
  }

  private static RefusedRequests of(String transport, String session) {
    return transport.equals("sse")
        ? new RefusedRequests("/message?sessionId=" + session, null)
        : new RefusedRequests("/mcp", session);
  }

  private RefusedRequests withoutStreamableSession() {
    post("no_session", PING, "Accept", BOTH);
    post("no_session", PING, "Accept", BOTH, "Mcp-Session-Id", "unknown");
    for (String method : List.of("GET", "DELETE")) {
      add("no_session", http -> http.send(method, path, null, "Accept", EVENTS));
      add(
          "no_session",
          http -> http.send(method, path, null, "Accept", EVENTS, "Mcp-Session-Id", "unknown"));
    }
    post("wrong_header", INITIALIZE, "Accept", JSON);
    return this;
  }

  private RefusedRequests withoutSseSession() {
    post("no_session", PING);
    String unknown = path + "?sessionId=unknown";
    add("no_session", http -> http.send("POST", unknown, PING, headers()));
    return this;
  }

  private RefusedRequests wrongAccept() {
    return post("wrong_header", PING, "Accept", JSON);
  }

  private RefusedRequests unreadable() {
    post("unparsable", "no JSON, joe@example.com", "Accept", BOTH);
    return post("unparsable", "{\"jsonrpc\":\"2.0\",\"hello\":1}", "Accept", BOTH);
  }

  private RefusedRequests wrongMethod() {
    add("http_method", http -> http.send("GET", path, null, "Accept", EVENTS));
    return this;
  }

  private RefusedRequests unknownId() {
    return post("unknown_id", RESPONSE, "Accept", BOTH);
  }

  private RefusedRequests post(String reason, String body, String... headers) {
    String[] all = headers(headers);
    return add(reason, http -> http.send("POST", path, body, all));
  }

  private RefusedRequests add(String reason, Function<HttpProbe, Answer> sending) {
    all.add(new Refused(reason, sending));
    return this;
  }

  private String[] headers(String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.addAll(List.of("Content-Type", JSON));
    if (session != null) {
      headers.addAll(List.of("Mcp-Session-Id", session));
    }
    return headers.toArray(String[]::new);
  }
}
