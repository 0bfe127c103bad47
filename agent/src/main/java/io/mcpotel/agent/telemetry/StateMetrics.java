// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Registered;
import io.mcpotel.agent.core.Seconds;
import io.mcpotel.agent.core.ServerWatch;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.settings.Measuring;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Observes what is going on just now, when metrics are collected: a call pays nothing for it. What
 * was observed once is zero from then on, and not left out.
 */
final class StateMetrics {

  private static final int MOST_REMEMBERED = 2_000;

  private final MetricAttributes attributes;
  private final Measuring measuring;
  private final Queue<WeakReference<Application>> applications = new ConcurrentLinkedQueue<>();

  /** Adds up for each set of attributes, and remembers the sets. */
  private static final class Sums {
    private final Set<Attributes> seen = ConcurrentHashMap.newKeySet();

    void observe(Consumer<BiConsumer<Attributes, Long>> all, ObservableLongMeasurement to) {
      Map<Attributes, Long> sums = new HashMap<>();
      seen.forEach(known -> sums.put(known, 0L));
      all.accept((key, value) -> sums.merge(key, value, Long::sum));
      sums.forEach(
          (key, sum) -> {
            if (seen.size() < MOST_REMEMBERED) {
              seen.add(key);
            }
            to.record(sum, key);
          });
    }
  }

  StateMetrics(Meter meter, MetricAttributes attributes, Measuring measuring) {
    this.attributes = attributes;
    this.measuring = measuring;
    upDown(meter, "mcp.server.active_sessions", "{session}", "Sessions that clients have open.")
        .observe(to -> sessions(false, (s, sdk, app) -> to.accept(bySession(s), 1L)));
    upDown(meter, "mcp.client.active_sessions", "{session}", "Sessions that are open to servers.")
        .observe(to -> sessions(true, (s, sdk, app) -> to.accept(bySession(s), 1L)));
    upDown(meter, "mcp.server.active_streams", "{stream}", "Streams that are open to clients.")
        .observe(
            to ->
                sessions(
                    false,
                    (s, sdk, app) -> to.accept(byTransport(s), (long) app.openStreams(sdk))));
    upDown(meter, "mcp.server.active_requests", "{request}", "Requests that are not yet answered.")
        .observe(to -> requests(Operation.Kind.SERVER, o -> to.accept(byMethod(o), 1L)));
    upDown(meter, "mcp.client.active_requests", "{request}", "Requests without an answer yet.")
        .observe(to -> requests(Operation.Kind.CLIENT, o -> to.accept(byMethod(o), 1L)));
    Sums idle = new Sums();
    meter
        .gaugeBuilder("mcp.server.idle_sessions")
        .ofLongs()
        .setUnit("{session}")
        .setDescription("Open sessions that have had no traffic for long.")
        .buildWithCallback(
            gauge ->
                safely(
                    () ->
                        idle.observe(
                            to ->
                                sessions(
                                    false,
                                    (s, sdk, app) ->
                                        to.accept(byTransport(s), isIdle(s) ? 1L : 0L)),
                            gauge)));
    meter
        .gaugeBuilder("mcp.server.oldest_request.age")
        .setUnit("s")
        .setDescription("The age of the oldest request that is not yet answered.")
        .buildWithCallback(gauge -> safely(() -> observeOldest(gauge)));
    meter
        .gaugeBuilder("mcp.server.last_success.age")
        .setUnit("s")
        .setDescription("The time since a request was last answered without an error.")
        .buildWithCallback(gauge -> safely(() -> observeLastSuccess(gauge)));
    meter
        .gaugeBuilder("mcp.server.state")
        .ofLongs()
        .setUnit("{server}")
        .setDescription("1 for the state that the servers are in, 0 for all others.")
        .buildWithCallback(gauge -> safely(() -> observeState(gauge)));
    meter
        .gaugeBuilder("mcp.server.alerts")
        .ofLongs()
        .setUnit("{alert}")
        .setDescription("1 for a rule for alerts that fires, 0 for one that does not.")
        .buildWithCallback(
            gauge ->
                safely(
                    () ->
                        watch()
                            .alerts(
                                (rule, fires) ->
                                    gauge.record(
                                        fires ? 1 : 0, Attributes.of(Keys.ALERT_RULE, rule)))));
    registered(meter, "mcp.server.tools", "{tool}", Registered::tools);
    registered(meter, "mcp.server.prompts", "{prompt}", Registered::prompts);
    registered(meter, "mcp.server.resources", "{resource}", Registered::resources);
  }

  private void registered(Meter meter, String name, String unit, ToLongFunction<Registered> count) {
    meter
        .gaugeBuilder(name)
        .ofLongs()
        .setUnit(unit)
        .setDescription("How many are registered.")
        .buildWithCallback(gauge -> safely(() -> observeRegistered(count, gauge)));
  }

  private void observeRegistered(ToLongFunction<Registered> count, ObservableLongMeasurement to) {
    Registered[] all = new Registered[1];
    each(
        application -> {
          Registered its = application.registered();
          if (its != null) {
            all[0] = all[0] == null ? its : all[0].and(its);
          }
        });
    if (all[0] != null && count.applyAsLong(all[0]) != Registered.UNKNOWN) {
      to.record(count.applyAsLong(all[0]));
    }
  }

  void watch(Application application) {
    applications.removeIf(reference -> reference.get() == null);
    applications.add(new WeakReference<>(application));
  }

  void onDetached(Application application) {
    applications.removeIf(reference -> reference.get() == null || reference.get() == application);
  }

  private interface CounterOfState {
    void observe(Consumer<BiConsumer<Attributes, Long>> all);
  }

  private static CounterOfState upDown(Meter meter, String name, String unit, String description) {
    Sums sums = new Sums();
    return all ->
        meter
            .upDownCounterBuilder(name)
            .setUnit(unit)
            .setDescription(description)
            .buildWithCallback(counter -> safely(() -> sums.observe(all, counter)));
  }

  private interface SessionVisitor {
    void visit(Session session, Object sdkSession, Application application);
  }

  private void sessions(boolean ofClients, SessionVisitor visitor) {
    each(
        application ->
            application
                .sessions()
                .forEach(
                    (sdkSession, session) -> {
                      if (session.isOpen() && session.isClient() == ofClients) {
                        visitor.visit(session, sdkSession, application);
                      }
                    }));
  }

  private void requests(Operation.Kind kind, Consumer<Operation> visitor) {
    each(
        application ->
            application
                .open()
                .forEach(
                    operation -> {
                      if (operation.kind() == kind && !operation.isNotification()) {
                        visitor.accept(operation);
                      }
                    }));
  }

  private void each(Consumer<Application> visitor) {
    for (WeakReference<Application> reference : applications) {
      Application application = reference.get();
      if (application != null) {
        visitor.accept(application);
      }
    }
  }

  private void observeOldest(ObservableDoubleMeasurement to) {
    Map<Attributes, Long> oldest = new HashMap<>();
    long now = System.nanoTime();
    requests(
        Operation.Kind.SERVER,
        operation ->
            oldest.merge(byMethodAndTool(operation), now - operation.startNanos(), Math::max));
    oldest.forEach((key, nanos) -> to.record(Seconds.of(nanos), key));
  }

  private void observeLastSuccess(ObservableDoubleMeasurement to) {
    long[] latest = {Long.MAX_VALUE};
    each(
        application -> {
          long nanos = application.nanosSinceSuccess();
          if (nanos >= 0) {
            latest[0] = Math.min(latest[0], nanos);
          }
        });
    if (latest[0] != Long.MAX_VALUE) {
      to.record(Seconds.of(latest[0]));
    }
  }

  /** They are in one state together, so that one application's word is that of all. */
  private void observeState(ObservableLongMeasurement to) {
    ServerWatch watch = watch();
    String state = watch.state();
    if (state != null) {
      for (String each : watch.states()) {
        to.record(each.equals(state) ? 1 : 0, Attributes.of(Keys.SERVER_STATE, each));
      }
    }
  }

  /** What knows how the servers of all applications are. */
  private ServerWatch watch() {
    ServerWatch[] watch = {ServerWatch.NONE};
    each(
        application -> {
          if (application.serves()) {
            watch[0] = application.watch();
          }
        });
    return watch[0];
  }

  private boolean isIdle(Session session) {
    return session.isIdle(measuring.idleAfter().toNanos());
  }

  private Attributes bySession(Session session) {
    Session.Facts facts = session.facts();
    AttributesBuilder builder = Attributes.builder();
    MetricAttributes.putIfKnown(builder, Keys.NETWORK_TRANSPORT, facts.wire().transport());
    Peer peer = session.isClient() ? facts.serverInfo() : facts.clientInfo();
    if (peer != null && peer.name() != null) {
      if (session.isClient()) {
        builder.put(Keys.SERVER_NAME, attributes.server(peer.name()));
      } else {
        builder.put(Keys.CLIENT_NAME, attributes.client(peer.name()));
      }
    }
    return builder.build();
  }

  private static Attributes byTransport(Session session) {
    AttributesBuilder builder = Attributes.builder();
    String transport = session.facts().wire().transport();
    MetricAttributes.putIfKnown(builder, Keys.NETWORK_TRANSPORT, transport);
    return builder.build();
  }

  /** Whether there is such a method is known from the answer; this has none yet. */
  private static Attributes byMethod(Operation operation) {
    return Attributes.of(Keys.METHOD, method(operation));
  }

  private Attributes byMethodAndTool(Operation operation) {
    AttributesBuilder builder = Attributes.builder().put(Keys.METHOD, method(operation));
    if (Methods.TOOLS_CALL.equals(operation.method())) {
      String name = operation.target().name();
      boolean known = name != null && operation.handler().isFound();
      builder.put(Keys.TOOL, known ? attributes.tool(name) : Methods.OTHER);
    }
    return builder.build();
  }

  private static String method(Operation operation) {
    return Methods.isSpecified(operation.method()) ? operation.method() : Methods.OTHER;
  }

  /** The one who asks may be a thread of the application's. */
  private static void safely(Runnable observation) {
    try {
      observation.run();
    } catch (Throwable t) {
      AgentLog.report("telling what is going on", t);
    }
  }
}
