// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps what happens while it is not known which OpenTelemetry will write it, and emits it in the
 * same order to the one that is found. Until then nothing has a span, so nothing is current; what
 * is named to the peer is announced, where it is certain what the span will be.
 */
public final class BufferedTelemetry implements Telemetry {

  /** So much is kept before it is asked to stop waiting. */
  private static final int MUCH = 4_096;

  /** From here on nothing more begins to be kept, but what was kept is kept to its end. */
  private static final int MOST = 4 * MUCH;

  private static final AutoCloseable NOTHING = () -> {};

  private final Runnable onMuch;
  private volatile Predicate<Operation> announces = operation -> false;
  private List<Consumer<Telemetry>> held = new ArrayList<>();
  private boolean hasFailed;
  private volatile Telemetry found;

  /** The context of something that is kept, and of something that was not. */
  private static final class HeldContext {
    /** Its context in what was found. */
    private volatile Object real;

    /** There was no room for it, nor will there be for what becomes of it. */
    private volatile boolean lost;

    /** What its span is to be, where that may be said already; else null. */
    private volatile AnnouncedSpan announced;
  }

  /**
   * Makes one that keeps all it gets.
   *
   * @param onMuch is run once when much is kept, and should lead to {@link #drainTo}
   */
  public BufferedTelemetry(Runnable onMuch) {
    this.onMuch = onMuch;
  }

  /**
   * From now on it is certain that our own SDK writes what is kept: the peer gets the ids of spans
   * before there are any.
   *
   * @param which of what there will be spans
   */
  public void announce(Predicate<Operation> which) {
    announces = which;
  }

  /** Tells all that was kept, and all that will come, to this one. */
  public void drainTo(Telemetry telemetry) {
    for (List<Consumer<Telemetry>> some = take(telemetry); some != null; some = take(telemetry)) {
      for (Consumer<Telemetry> event : some) {
        emit(event, telemetry);
      }
    }
  }

  /** There is nobody to emit it to: what was kept is lost, and so is what will come. */
  public synchronized void giveUp() {
    hasFailed = true;
    held = List.of();
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

  private static void emit(Consumer<Telemetry> event, Telemetry telemetry) {
    try {
      event.accept(telemetry);
    } catch (Throwable t) {
      AgentLog.report("telling what was kept", t);
    }
  }

  /** Tells of something new; false where so much is kept that there is no room for it. */
  private boolean begin(String signal, Consumer<Telemetry> event) {
    boolean kept = emit(event, MOST);
    if (!kept) {
      Health.dropped(signal, Health.QUEUE_FULL, 1);
    }
    return kept;
  }

  private Object begin(HeldContext context, Consumer<Telemetry> event) {
    context.lost = !begin(Health.TRACES, event);
    return latest(context);
  }

  /** Emits what becomes of something, if it is known to whom. */
  private void goOn(Supplier<Object> context, Consumer<Telemetry> event) {
    if (!isLost(context.get())) {
      emit(
          telemetry -> {
            if (!(latest(context.get()) instanceof HeldContext)) {
              event.accept(telemetry);
            }
          },
          Integer.MAX_VALUE);
    }
  }

  private static boolean isLost(Object context) {
    return context instanceof HeldContext held && held.lost;
  }

  private boolean emit(Consumer<Telemetry> event, int most) {
    Telemetry telemetry;
    boolean much = false;
    synchronized (this) {
      telemetry = found;
      if (telemetry == null && !hasFailed) {
        if (held.size() >= most) {
          return false;
        }
        held.add(event);
        much = held.size() == MUCH;
      }
    }
    if (telemetry != null) {
      event.accept(telemetry);
    } else if (much) {
      onMuch.run();
    }
    return true;
  }

  @Override
  public Object opened(Operation operation, Object carried, Map<?, ?> meta) {
    HeldContext context = new HeldContext();
    // A peer's _meta may be any size, and many are kept.
    Map<String, String> fields = CarriedFields.of(meta);
    AnnouncedSpan announced = announced(operation, carried, fields);
    Object latest =
        begin(
            context,
            telemetry ->
                AnnouncedSpan.make(
                    announced,
                    () -> context.real = telemetry.opened(operation, latest(carried), fields)));
    context.announced = context.lost ? null : announced;
    return latest;
  }

  private AnnouncedSpan announced(Operation operation, Object carried, Map<String, String> fields) {
    if (found != null || !announces.test(operation)) {
      return null;
    }
    if (operation.kind() == Operation.Kind.SERVER) {
      return AnnouncedSpan.childOf(fields);
    }
    if (carried == null) {
      return AnnouncedSpan.root();
    }
    AnnouncedSpan parent = carried instanceof HeldContext held ? held.announced : null;
    return parent == null ? null : AnnouncedSpan.childOf(parent);
  }

  @Override
  public void identified(Operation operation) {
    goOn(operation::context, telemetry -> telemetry.identified(operation));
  }

  @Override
  public void closed(Operation operation, Outcome outcome, long nanos) {
    goOn(operation::context, telemetry -> telemetry.closed(operation, outcome, nanos));
  }

  @Override
  public Object called(HandlerInvocation call) {
    HeldContext context = new HeldContext();
    context.lost = isLost(call.operation().context());
    if (call.operation().context() instanceof HeldContext around) {
      // What is sent from within is in the same trace.
      context.announced = around.announced;
    }
    if (!context.lost) {
      goOn(call.operation()::context, telemetry -> context.real = telemetry.called(call));
    }
    return latest(context);
  }

  @Override
  public void returned(HandlerInvocation call, String errorType, Throwable failure) {
    goOn(call::context, telemetry -> telemetry.returned(call, errorType, failure));
  }

  @Override
  public void onBytes(Operation operation, boolean received, long bytes) {
    goOn(operation::context, telemetry -> telemetry.onBytes(operation, received, bytes));
  }

  @Override
  public void sessionClosed(Session session, Session.End end) {
    begin(Health.METRICS, telemetry -> telemetry.sessionClosed(session, end));
  }

  /** Until it is known what is kept is measured. */
  @Override
  public boolean measuresDetails() {
    Telemetry telemetry = found;
    return telemetry == null || telemetry.measuresDetails();
  }

  /** The one that is found emits it. */
  @Override
  public void onAttached(Application application) {}

  @Override
  public void onDetached(Application application) {}

  @Override
  public void onEvent(Event event) {
    begin(Health.LOGS, telemetry -> telemetry.onEvent(event));
  }

  @Override
  public void redacted(String rule) {
    begin(Health.METRICS, telemetry -> telemetry.redacted(rule));
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
    if (real == null) {
      AnnouncedSpan announced = announced(context);
      return announced == null ? Map.of() : announced.fields();
    }
    return found.propagated(real);
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

  private static AnnouncedSpan announced(Object context) {
    return context instanceof HeldContext held ? held.announced : null;
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
