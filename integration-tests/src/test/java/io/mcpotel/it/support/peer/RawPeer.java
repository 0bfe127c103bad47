// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A client that writes its JSON-RPC messages itself, so that a test decides about every byte. It
 * has no agent, and gives each request a trace of its own.
 */
public abstract class RawPeer implements AutoCloseable {

  public static final String NAME = "raw-peer";
  public static final String VERSION = "4.5.6";
  public static final String PROTOCOL = "2025-06-18";

  private static final String LOST = "lost";
  private static final int MOST_TRIES = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Inbox inbox = new Inbox();
  private final WireTap wire = new WireTap();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Object, Long> sizes = new ConcurrentHashMap<>();

  /** Sends these bytes as one message. */
  public final void send(String message) {
    wire.add(new WireMessage(true, WireMessage.now(), message));
    write(message);
  }

  protected abstract void write(String message);

  /** All messages that it has sent and received. */
  public WireTap wire() {
    return wire;
  }

  /** The texts of all messages that it has sent. */
  public List<String> sent() {
    return wire.texts(true);
  }

  /** The texts of all messages that it has received. */
  public List<String> received() {
    return wire.texts(false);
  }

  @Override
  public abstract void close();

  /** The name of its session, where the transport tells it to the peer; else null. */
  public String sessionId() {
    return null;
  }

  /** What a session begins with. */
  public Call initialize() {
    Call call =
        request(
            "initialize",
            Map.of(
                "protocolVersion", PROTOCOL,
                "capabilities",
                    Map.of("sampling", Map.of(), "elicitation", Map.of(), "roots", Map.of()),
                "clientInfo", Map.of("name", NAME, "version", VERSION)));
    initialized();
    return call;
  }

  public Call request(String method) {
    return request(method, Map.of());
  }

  /**
   * Sends a request with a fresh {@code traceparent} and waits for the answer.
   *
   * <p>Asks again where the connection broke: when a function fails, SDK 2.1.0 sometimes interrupts
   * the thread that is writing the answer, and Tomcat then drops it, with an agent or without.
   */
  public Call request(String method, Map<String, Object> params) {
    Call call = await(start(method, params));
    for (int again = 0; again < MOST_TRIES && call.response().containsKey(LOST); again++) {
      call = await(start(method, params));
    }
    return call;
  }

  public Call callTool(String name) {
    return callTool(name, Map.of());
  }

  public Call callTool(String name, Map<String, Object> arguments) {
    return request("tools/call", Map.of("name", name, "arguments", arguments));
  }

  /** Sends a request with a fresh {@code traceparent} and does not wait. */
  public Call start(String method, Map<String, Object> params) {
    TraceParent parent = TraceParent.random();
    Map<String, Object> meta = new LinkedHashMap<>(Json.object(params, "_meta"));
    meta.put("traceparent", parent.header());
    Map<String, Object> withMeta = new LinkedHashMap<>(params);
    withMeta.put("_meta", meta);
    return new Call(startAsIs(method, withMeta), parent, null);
  }

  /** Sends a request whose params are exactly these, null for none, and does not wait. */
  public Object startAsIs(String method, Map<String, Object> params) {
    long id = ids.incrementAndGet();
    Map<String, Object> message = message(method, params);
    message.put("id", id);
    send(id, message);
    return id;
  }

  public Map<String, Object> requestAsIs(String method, Map<String, Object> params) {
    return awaitResponse(startAsIs(method, params));
  }

  /** Sends a request with an id of the test's own. */
  public Map<String, Object> requestWithId(Object id, String method) {
    Map<String, Object> message = message(method, null);
    message.put("id", id);
    send(id, message);
    return awaitResponse(id);
  }

  public Call await(Call started) {
    return new Call(started.id(), started.parent(), awaitResponse(started.id()));
  }

  /** Sends a notification with a fresh {@code traceparent}. */
  public TraceParent notify(String method, Map<String, Object> params) {
    TraceParent parent = TraceParent.random();
    Map<String, Object> withMeta = new LinkedHashMap<>(params);
    withMeta.put("_meta", Map.of("traceparent", parent.header()));
    send(parent, message(method, withMeta));
    return parent;
  }

  /** Answers a request of the server's. */
  public void respond(Object id, Map<String, Object> result) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("result", result);
    send(id, message);
  }

  /** Answers a request of the server's with an error. */
  public void refuse(Object id, String words) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("error", Map.of("code", -32603, "message", words));
    send(id, message);
  }

  /**
   * How many bytes a message of its own had.
   *
   * @param sent the id of a request or response, or the trace of a notification
   */
  public long bytesSent(Object sent) {
    return sizes.get(sent);
  }

  /** How many bytes a message had that came in. */
  public long bytesReceived(Map<String, Object> received) {
    return sizes.get(received);
  }

  /** The next request or notification of the server's with that method. */
  public Map<String, Object> awaitMessage(String method) {
    return awaitMessage(method, message -> true);
  }

  /** The next one of those that are meant. */
  public Map<String, Object> awaitMessage(String method, Predicate<Map<String, Object>> isMeant) {
    return inbox.take(
        message -> method.equals(message.get("method")) && isMeant.test(message), PATIENCE);
  }

  protected final void receive(String json) {
    wire.add(new WireMessage(false, WireMessage.now(), json.strip()));
    Map<String, Object> message = Json.parse(json);
    sizes.put(message, bytes(json.strip()));
    inbox.add(message);
  }

  /** Stands in for the answer to a message whose connection broke. */
  protected final void receiveFailure(String message, Throwable failure) {
    receiveInstead(message, LOST, failure.toString());
  }

  /** Stands in for the answer to a message that got HTTP's answer only. */
  protected final void receiveStatus(String message, int status) {
    receiveInstead(message, Call.HTTP_STATUS, status);
  }

  private void receiveInstead(String message, String what, Object detail) {
    Map<String, Object> sent = Json.parse(message);
    if (sent.containsKey("method") && sent.containsKey("id")) {
      inbox.add(Map.of("id", sent.get("id"), what, detail));
    }
  }

  private Map<String, Object> awaitResponse(Object id) {
    Predicate<Map<String, Object>> answer =
        message -> !message.containsKey("method") && id(message.get("id")).equals(id(id));
    Map<String, Object> response = inbox.await(answer, PATIENCE);
    awaitEndOf(id);
    return response;
  }

  /** Waits until the server has done all that it does for a request that is answered. */
  protected void awaitEndOf(Object id) {}

  private void send(Object key, Map<String, Object> message) {
    String json = Json.write(message);
    sizes.put(key, bytes(json));
    send(json);
  }

  private static long bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Says that the answer to {@code initialize} has come. */
  public void initialized() {
    send(Json.write(message("notifications/initialized", null)));
  }

  private static String id(Object id) {
    return String.valueOf(id);
  }

  private static Map<String, Object> message(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    if (params != null) {
      message.put("params", params);
    }
    return message;
  }
}
