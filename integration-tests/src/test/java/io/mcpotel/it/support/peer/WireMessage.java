// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** A JSON-RPC message as it went over the wire, and when it was seen there. */
public final class WireMessage {

  private static final long NANOS = 1_000_000_000;

  private final boolean toServer;
  private final long epochNanos;
  private final String text;

  /** Parsed when it is asked for, as some tests send what is no JSON. */
  private Map<String, Object> json;

  WireMessage(boolean toServer, long epochNanos, String text) {
    this.toServer = toServer;
    this.epochNanos = epochNanos;
    this.text = text;
  }

  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS + now.getNano();
  }

  public boolean toServer() {
    return toServer;
  }

  public long epochNanos() {
    return epochNanos;
  }

  String text() {
    return text;
  }

  public Map<String, Object> json() {
    if (json == null) {
      json = Json.parse(text);
    }
    return json;
  }

  public String method() {
    return (String) json().get("method");
  }

  /** The id as an attribute has it, null for a notification. */
  public String id() {
    Object id = json().get("id");
    return id == null ? null : id.toString();
  }

  public boolean isResponse() {
    return method() == null;
  }

  public boolean isRequest() {
    return !isResponse() && id() != null;
  }

  public Map<String, Object> params() {
    return Json.object(json(), "params");
  }

  /** A member of the params, null where it is no text. */
  public String param(String name) {
    return params().get(name) instanceof String text ? text : null;
  }

  public long bytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The trace that the message says it belongs to, empty where it says nothing. */
  public String traceId() {
    return traceparent(1);
  }

  /** The span that the message says it was sent in, empty where it says nothing. */
  public String spanId() {
    return traceparent(2);
  }

  private String traceparent(int part) {
    Object header = Json.object(params(), "_meta").get("traceparent");
    return header instanceof String text ? text.split("-")[part] : "";
  }

  /** Whether this is the answer to that request. */
  public boolean answers(WireMessage request) {
    return isResponse()
        && toServer != request.toServer
        && request.isRequest()
        && request.id().equals(id());
  }

  @Override
  public String toString() {
    return (toServer ? "to the server: " : "to the client: ") + text;
  }
}
