// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps what happens while it is not known whose OpenTelemetry is to write it, and tells it in the
 * same order to the one that is found. Until then nothing has a span, so nothing is current and
 * nothing is named to the peer.
 */
public final class HeldTelemetry implements Telemetry {

  private static final int MOST = 4_096;
  private static final AutoCloseable NOTHING = () -> {};

  private final Runnable onFull;
  private List<Consumer<Telemetry>> held = new ArrayList<>();
  private volatile Telemetry found;

  /** The context of something that is kept; {@code real} is its context in what was found. */
  private static final class HeldContext {
    private volatile Object real;
  }

  /**
   * Makes one that keeps all it is told.
   *
   * @param onFull is run once when much is kept, and should lead to {@link #handOver}
   */
  public HeldTelemetry(Runnable onFull) {
    this.onFull = onFull;
  }

  /** Tells all that was kept, and all that will come, to this one. */
  public void handOver(Telemetry telemetry) {
    for (List<Consumer<Telemetry>> some = take(telemetry); some != null; some = take(telemetry)) {
      for (Consumer<Telemetry> event : some) {
        tell(event, telemetry);
      }
    }
  }

  /** What was kept since the last time; null where nothing was, and nothing will be from now on. */
  private synchronized List<Consumer<Telemetry>> take(Telemetry telemetry) {
    if (held.isEmpty()) {
      found = telemetry;
      return null;
    }
    List<Consumer<Telemetry>> taken = held;
    held = new ArrayList<>();
    return taken;
  }

  private static void tell(Consumer<Telemetry> event, Telemetry telemetry) {
    try {
      event.accept(telemetry);
    } catch (Throwable t) {
      Problems.report("telling what was kept", t);
    }
  }

  private void tell(Consumer<Telemetry> event) {
    Telemetry telemetry;
    boolean full = false;
    synchronized (this) {
      telemetry = found;
      if (telemetry == null) {
        held.add(event);
        full = held.size() == MOST;
      }
    }
    if (telemetry != null) {
      event.accept(telemetry);
    } else if (full) {
      onFull.run();
    }
  }

  @Override
  public Object opened(Operation operation, Object carried, Map<?, ?> meta) {
    HeldContext context = new HeldContext();
    // A peer's _meta may be any size, and many are kept.
    Map<String, String> fields = CarriedFields.of(meta);
    tell(telemetry -> context.real = telemetry.opened(operation, latest(carried), fields));
    return latest(context);
  }

  @Override
  public void identified(Operation operation) {
    tell(telemetry -> telemetry.identified(operation));
  }

  @Override
  public void closed(Operation operation, Outcome outcome, long nanos) {
    tell(telemetry -> telemetry.closed(operation, outcome, nanos));
  }

  @Override
  public Object called(FunctionCall call) {
    HeldContext context = new HeldContext();
    tell(telemetry -> context.real = telemetry.called(call));
    return latest(context);
  }

  @Override
  public void returned(FunctionCall call, Throwable failure, boolean toolError) {
    tell(telemetry -> telemetry.returned(call, failure, toolError));
  }

  @Override
  public void sessionClosed(Session session, Session.End end) {
    tell(telemetry -> telemetry.sessionClosed(session, end));
  }

  @Override
  public void transferred(Operation operation, boolean received, long bytes) {
    tell(telemetry -> telemetry.transferred(operation, received, bytes));
  }

  /** The one that is found tells it. */
  @Override
  public void watches(Application application) {}

  @Override
  public void leaves(Application application) {}

  @Override
  public void happened(Event event) {
    tell(telemetry -> telemetry.happened(event));
  }

  @Override
  public void redacted(String rule) {
    tell(telemetry -> telemetry.redacted(rule));
  }

  @Override
  public Object current() {
    return found == null ? new HeldContext() : found.current();
  }

  @Override
  public boolean isCurrent(Object context) {
    Object real = real(context);
    return real == null || found.isCurrent(real);
  }

  @Override
  public AutoCloseable activate(Object context) {
    Object real = real(context);
    return real == null ? NOTHING : found.activate(real);
  }

  @Override
  public Map<String, String> propagated(Object context) {
    Object real = real(context);
    return real == null ? Map.of() : found.propagated(real);
  }

  @Override
  public String traceId(Object context) {
    Object real = real(context);
    return real == null ? null : found.traceId(real);
  }

  @Override
  public String spanId(Object context) {
    Object real = real(context);
    return real == null ? null : found.spanId(real);
  }

  @Override
  public void flushSoon() {
    Telemetry telemetry = found;
    if (telemetry != null) {
      telemetry.flushSoon();
    }
  }

  /** What a context has become by now. */
  static Object latest(Object context) {
    return context instanceof HeldContext held && held.real != null ? held.real : context;
  }

  /** The found one's context for this, or null while there is none. */
  private Object real(Object context) {
    Object latest = latest(context);
    return found == null || latest instanceof HeldContext ? null : latest;
  }
}
