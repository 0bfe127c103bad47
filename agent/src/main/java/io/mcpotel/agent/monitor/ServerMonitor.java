// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.ServerWatch;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one model of how the servers of this JVM are. Calls only count; whoever looks, mostly a
 * thread of ours, evaluates the counts and what is open.
 */
public final class ServerMonitor implements HealthSource, ServerWatch {

  private static final List<String> STATES =
      Arrays.stream(ServerState.values()).map(ServerState::word).toList();

  private final CallCounts counts = new CallCounts();
  private final BrokenStdio pipes = new BrokenStdio();
  private final Servers servers = new Servers();
  private final StateEvaluator evaluator;
  private final HealthMonitor publisher;

  /**
   * Makes one that has seen nothing.
   *
   * @param thread starts a thread of ours that does this
   */
  public ServerMonitor(Settings settings, Consumer<Runnable> thread) {
    this(settings, thread, System::nanoTime, System::currentTimeMillis);
  }

  ServerMonitor(
      Settings settings, Consumer<Runnable> thread, LongSupplier nanos, LongSupplier millis) {
    this.evaluator = new StateEvaluator(settings.health(), counts, pipes, servers, nanos, millis);
    this.publisher = new HealthMonitor(evaluator, settings, thread);
  }

  /** An application with this release of the SDK is there; it may get a server. */
  public void watch(Application application, String sdkVersion) {
    servers.add(application, sdkVersion);
    application.watchedBy(this);
  }

  @Override
  public ServerHealth now() {
    return evaluator.now();
  }

  @Override
  public void addListener(Consumer<ServerHealth> listener) {
    publisher.addListener(listener);
  }

  @Override
  public void serves(Application application) {
    publisher.thereIsAServer();
  }

  @Override
  public void ended(Operation operation, Outcome outcome, long nanos) {
    try {
      counts.add(operation, outcome, nanos);
      pipes.ended(operation);
      servers.ended(operation);
    } catch (Throwable t) {
      AgentLog.report("counting a request", t);
    }
  }

  @Override
  public void progressed(Operation operation) {
    counts.addSign();
  }

  @Override
  public void broke(Session session, String reason) {
    pipes.broke(session, reason, counts.requests());
  }

  @Override
  public String state() {
    return servers.any() ? evaluator.state().word() : null;
  }

  @Override
  public void alerts(BiConsumer<String, Boolean> to) {
    if (servers.any()) {
      evaluator.rules().forEach(rule -> to.accept(rule.rule(), rule.firing()));
    }
  }

  @Override
  public List<String> states() {
    return STATES;
  }
}
