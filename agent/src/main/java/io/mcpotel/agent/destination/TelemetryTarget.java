// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.BufferedTelemetry;
import io.mcpotel.agent.core.DeferredMetrics;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.event.Records;
import io.mcpotel.agent.core.settings.Measuring;
import io.mcpotel.agent.core.settings.Recording;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.record.RecordSink;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Which OpenTelemetry one application's telemetry is written with: its own SDK's, which it may make
 * long after its first call, or ours.
 */
public final class TelemetryTarget {

  private static final String API = "io.opentelemetry.api.OpenTelemetry";
  private static final String WRITER = "io.mcpotel.agent.telemetry.OpenTelemetryWriter";
  private static final String CHOICE = "io.mcpotel.agent.telemetry.ApplicationSdk";

  /** How long calls wait to be written, where the application may yet make its SDK. */
  private static final long PATIENCE_SECONDS = 30;

  private final TelemetryTargets targets;
  private final Settings settings;
  private final Standalone standalone;
  private final Application application;
  private final ClassLoader helpers;
  private final String stack;

  /** What waits for the application's SDK, or null where nothing does. */
  private BufferedTelemetry waiting;

  private Object joined;
  private boolean usesStandalone;

  /** Whether peers may have been told of spans that our own SDK is to make. */
  private boolean announces;

  TelemetryTarget(
      TelemetryTargets targets,
      Settings settings,
      Standalone standalone,
      Application application,
      ClassLoader helpers,
      String stack) {
    this.targets = targets;
    this.settings = settings;
    this.standalone = standalone;
    this.application = application;
    this.helpers = helpers;
    this.stack = stack;
  }

  /**
   * Before the application's first call, which waits for nothing: until it is known who writes what
   * happens, that is kept.
   */
  void assign() {
    WeakReference<TelemetryTarget> target = new WeakReference<>(this);
    synchronized (this) {
      waiting =
          new BufferedTelemetry(
              () -> AgentThread.run("mcp-otel-agent-telemetry", () -> giveUpWaiting(target)));
      application.switchTo(waiting);
    }
    if (!settle(targets.decision(), standalone::telemetryIfStarted)) {
      AgentThread.run("mcp-otel-agent-wait", () -> settle(target, targets));
    }
  }

  /** On a thread of ours, which keeps no application alive while it rests. */
  private static void settle(WeakReference<TelemetryTarget> target, TelemetryTargets targets) {
    Optional<Telemetry> ofAll = targets.awaitDecision();
    if (!settle(target, ofAll)) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
      giveUpWaiting(target);
    }
  }

  private static boolean settle(WeakReference<TelemetryTarget> target, Optional<Telemetry> ofAll) {
    TelemetryTarget here = target.get();
    return here == null || here.settle(ofAll, here.standalone::telemetry);
  }

  /**
   * Finds who writes what happens; false where that is not known yet.
   *
   * @param ofAll who writes for all applications, empty where nobody does, or null where that is
   *     not known
   * @param ours what gives out our own, or null
   */
  private boolean settle(Optional<Telemetry> ofAll, Supplier<Telemetry> ours) {
    if (ofAll == null) {
      return false;
    }
    if (ofAll.isPresent()) {
      switchTo(ofAll.get());
      return true;
    }
    reconsider();
    if (!isWaiting()) {
      return true;
    }
    if (targets.mayCreateSdkLater(helpers.getParent())) {
      return false;
    }
    announce();
    return useStandalone(ours);
  }

  /** What waits is for our own SDK from here on, whatever the application makes meanwhile. */
  private synchronized void announce() {
    if (waiting != null) {
      waiting.announce(standalone::willWrite);
      announces = true;
    }
  }

  /** Joins the application's SDK if there is one, and another than before. */
  synchronized void reconsider() {
    try {
      Object sdk = choice();
      if (sdk != null && sdk != joined) {
        join(sdk);
      }
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      AgentLog.report("joining the application's OpenTelemetry SDK", cause);
    }
  }

  /** What waits for an SDK of the application's is written with ours. */
  void giveUpWaiting() {
    if (!settle(targets.awaitDecision(), standalone::telemetry)) {
      useStandalone(standalone::telemetry);
    }
  }

  private static void giveUpWaiting(WeakReference<TelemetryTarget> target) {
    TelemetryTarget here = target.get();
    if (here != null) {
      here.giveUpWaiting();
    }
  }

  private synchronized boolean isWaiting() {
    return waiting != null;
  }

  /** What has waited, if it still does, is written by this one; false where it does not. */
  private boolean switchTo(Telemetry telemetry) {
    BufferedTelemetry held;
    synchronized (this) {
      held = waiting;
      if (held == null) {
        return false;
      }
      waiting = null;
      if (joined == null) {
        application.switchTo(telemetry);
      }
    }
    held.drainTo(telemetry);
    return true;
  }

  /** The SDK to join, or null. */
  private Object choice() throws ReflectiveOperationException {
    if (!targets.mayJoinApplications()) {
      return null;
    }
    try {
      Class.forName(API, false, helpers.getParent());
    } catch (ClassNotFoundException e) {
      return null;
    }
    return helpers
        .loadClass(CHOICE)
        .getMethod("choose", Collection.class)
        .invoke(null, targets.detectedSdks());
  }

  private void join(Object sdk) throws ReflectiveOperationException {
    Outlets outlets = new Outlets(metrics(sdk), records(sdk), standalone::flushSoon);
    // Made in the application's space, so that it is linked to the application's API.
    Telemetry writer =
        (Telemetry)
            helpers
                .loadClass(WRITER)
                .getConstructors()[0]
                .newInstance(sdk, settings, AgentVersion.get(), outlets);
    joined = sdk;
    application.switchTo(writer);
    targets.logStart(
        stack,
        usesStandalone
            ? TelemetryTargets.THROUGH_APPLICATION + " from now on: it was made only now"
            : TelemetryTargets.THROUGH_APPLICATION);
    usesStandalone = false;
    if (waiting != null && !announces) {
      BufferedTelemetry held = waiting;
      waiting = null;
      // Not on this thread, which the application wants back.
      AgentThread.run("mcp-otel-agent-telemetry", () -> held.drainTo(writer));
    }
  }

  /** Nobody writes for the application, unless it makes an SDK of its own yet. */
  private synchronized void giveUp() {
    if (waiting != null) {
      waiting.giveUp();
      waiting = null;
    }
  }

  /** Of the application's SDK, or ours where that one exports none. */
  private Metrics metrics(Object sdk) throws ReflectiveOperationException {
    if (!settings.hasMetrics()) {
      return Metrics.NONE;
    }
    Metrics own =
        (Metrics)
            helpers
                .loadClass(CHOICE)
                .getMethod("metrics", Object.class, String.class, Measuring.class)
                .invoke(null, sdk, AgentVersion.get(), settings.measuring());
    if (own != null) {
      return own;
    }
    standInFor(sdk);
    CompletableFuture<Metrics> ours = new CompletableFuture<>();
    // Not on this thread: the application is at its start, or in its first call.
    AgentThread.run("mcp-otel-agent-metrics", () -> useOurs(ours));
    return new DeferredMetrics(ours);
  }

  /** Written by the application's SDK, or by ours where that one exports none. */
  private Records records(Object sdk) throws ReflectiveOperationException {
    if (!settings.recording().has(Recording.OTLP)) {
      return targets.records().with(null);
    }
    RecordSink own =
        (RecordSink)
            helpers
                .loadClass(CHOICE)
                .getMethod("records", Object.class, String.class)
                .invoke(null, sdk, AgentVersion.get());
    if (own == null) {
      standInFor(sdk);
    }
    return targets.records().with(own == null ? standalone.lateRecords() : own);
  }

  private void standInFor(Object sdk) throws ReflectiveOperationException {
    standalone.standInFor(
        (String)
            helpers.loadClass(CHOICE).getMethod("serviceName", Object.class).invoke(null, sdk));
  }

  private void useOurs(CompletableFuture<Metrics> metrics) {
    try {
      metrics.complete(standalone.metrics());
      AgentLog.once(
          "the application's OpenTelemetry SDK exports no metrics: those of MCP go to "
              + standalone.destinationOfMetrics()
              + ".");
    } catch (Throwable t) {
      metrics.complete(Metrics.NONE);
      AgentLog.report("starting to measure", t);
    }
  }

  /** False where ours is not to be had now. */
  private boolean useStandalone(Supplier<Telemetry> ours) {
    Telemetry telemetry;
    try {
      telemetry = ours.get();
    } catch (Throwable t) {
      AgentLog.report("starting the agent's own OpenTelemetry", t);
      targets.logged(stack, TelemetryTargets.NOWHERE);
      giveUp();
      return true;
    }
    if (telemetry == null) {
      return false;
    }
    if (switchTo(telemetry)) {
      synchronized (this) {
        usesStandalone = joined == null;
        if (!usesStandalone) {
          return true;
        }
      }
      targets.logStandaloneStart(stack, targets.whyStandalone(helpers.getParent()));
    }
    return true;
  }
}
