// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.settings.Glob;
import io.mcpotel.agent.core.settings.HealthRules;
import java.util.ArrayList;
import java.util.List;

/** The requests to servers that are not answered at a moment. */
final class OpenRequests {

  /** Shorter than this a function may wait for its thread. */
  private static final long WAITING = 1_000_000_000L;

  private final long now;
  private final List<Glob> longRunning;
  private final List<Thread> threads = new ArrayList<>();
  private int count;
  private int waiting;
  private Operation oldest;
  private Operation oldestCounting;

  OpenRequests(long now, HealthRules rules) {
    this.now = now;
    this.longRunning = rules.longRunning().stream().map(Glob::new).toList();
  }

  void add(Application application) {
    application.open().stream().filter(Operation::isServed).forEach(this::add);
  }

  private void add(Operation operation) {
    count++;
    HandlerInvocation call = operation.handler().running();
    Thread thread = call == null ? null : call.thread();
    if (thread != null) {
      threads.add(thread);
    }
    if (waitsForThread(operation)) {
      waiting++;
    }
    if (oldest == null || operation.startNanos() - oldest.startNanos() < 0) {
      oldest = operation;
    }
    if ((oldestCounting == null || operation.startNanos() - oldestCounting.startNanos() < 0)
        && !isExcused(operation)) {
      oldestCounting = operation;
    }
  }

  private boolean waitsForThread(Operation operation) {
    return operation.handler().isFound()
        && !operation.handler().isCalled()
        && now - operation.startNanos() >= WAITING;
  }

  /** Nobody's fault, or nothing unusual. */
  private boolean isExcused(Operation operation) {
    return isMeantToTakeLong(operation) || operation.session().awaitsClient();
  }

  private boolean isMeantToTakeLong(Operation operation) {
    return operation.target().isNamed()
        && longRunning.stream().anyMatch(glob -> glob.matches(operation.target().name()));
  }

  int count() {
    return count;
  }

  /** How many have waited for a while for a thread that their function may run on. */
  int waiting() {
    return waiting;
  }

  /** The threads that work for one of them just now. */
  List<Thread> threads() {
    return threads;
  }

  /** The age of the oldest, or -1 where there is none. */
  long oldestNanos() {
    return age(oldest);
  }

  /** The oldest of those that count against the server if they get too old, or null. */
  Operation oldestCounting() {
    return oldestCounting;
  }

  long oldestCountingNanos() {
    return age(oldestCounting);
  }

  /** Whether the oldest that counts is answered by a function of the user's. */
  boolean oldestRunsFunction() {
    return oldestCounting != null && Methods.callsFunction(oldestCounting.method());
  }

  private long age(Operation operation) {
    return operation == null ? -1 : now - operation.startNanos();
  }
}
