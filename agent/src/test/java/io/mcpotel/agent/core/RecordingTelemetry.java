// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remembers how the last operation ended. */
public class RecordingTelemetry implements Telemetry {

  Outcome outcome;
  int ended;
  String functionError;
  int returned;

  /** The sizes of messages in the order in which they were told. */
  final List<String> sizes = new ArrayList<>();

  @Override
  public Object opened(Operation operation, Object carried, Map<?, ?> meta) {
    return new Object();
  }

  @Override
  public void identified(Operation operation) {}

  @Override
  public void closed(Operation operation, Outcome how, long nanos) {
    outcome = how;
    ended++;
  }

  @Override
  public Object called(HandlerInvocation call) {
    return new Object();
  }

  @Override
  public void returned(HandlerInvocation call, String errorType, Throwable failure) {
    functionError = errorType;
    returned++;
  }

  @Override
  public void sessionClosed(Session session, Session.End end) {}

  @Override
  public void onBytes(Operation operation, boolean received, long bytes) {
    sizes.add((received ? "received " : "sent ") + bytes);
  }

  @Override
  public boolean measuresDetails() {
    return true;
  }

  @Override
  public void onAttached(Application application) {}

  @Override
  public void onDetached(Application application) {}

  @Override
  public void onEvent(Event event) {}

  @Override
  public void redacted(String rule) {}

  @Override
  public Object current() {
    return null;
  }

  @Override
  public boolean isCurrent(Object context) {
    return true;
  }

  @Override
  public AutoCloseable activate(Object context) {
    return () -> {};
  }

  @Override
  public Map<String, String> propagated(Object context) {
    return Map.of();
  }

  @Override
  public String traceId(Object context) {
    return null;
  }

  @Override
  public String spanId(Object context) {
    return null;
  }

  @Override
  public void flushSoon() {}
}
