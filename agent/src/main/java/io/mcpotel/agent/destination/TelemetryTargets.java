// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.ApplicationTypes;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.ResourceUsage;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Recording;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.record.RecordQueue;
import io.mcpotel.agent.record.RecordSink;
import io.mcpotel.agent.telemetry.Javaagent;
import io.mcpotel.agent.telemetry.LogRecords;
import io.mcpotel.agent.telemetry.McpMetrics;
import io.mcpotel.agent.telemetry.OpenTelemetryWriter;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which OpenTelemetry each application's telemetry is written with: the Java agent's, where one is
 * attached, for all of them; else the application's own, where it has one; else ours.
 */
public final class TelemetryTargets {

  static final String THROUGH_APPLICATION = "through the application's OpenTelemetry SDK";

  static final String NOWHERE = "nowhere: the agent's own OpenTelemetry could not start";

  private static final String THROUGH_JAVAAGENT = "through the OpenTelemetry Java agent (attached)";
  private static final String SPRING_BOOT = "org.springframework.boot.SpringApplication";

  private static final int MOST_TARGETS = 100;

  private final Configuration configuration;
  private final Settings settings;
  private final Standalone standalone;
  private final RecordQueue records;

  /** What writes for all applications; empty where each has its own. */
  private final CompletableFuture<Optional<Telemetry>> shared = new CompletableFuture<>();

  /** By the stack's name and version, of which there are few. */
  private final Map<String, String> targetByStack = new ConcurrentHashMap<>();

  private boolean hasDecided;
  private final List<DetectedStack> detectedStacks = new ArrayList<>();
  private final List<WeakReference<TelemetryTarget>> targets = new ArrayList<>();
  private final List<WeakReference<Object>> detectedSdks = new ArrayList<>();

  /** A class loader with an MCP stack, before its first call. */
  private record DetectedStack(WeakReference<ClassLoader> loader, String stack) {}

  public TelemetryTargets(
      Configuration configuration, Settings settings, Standalone standalone, RecordQueue records) {
    this.configuration = configuration;
    this.records = records;
    this.settings = settings;
    this.standalone = standalone;
  }

  /** Through which all records go. */
  public RecordQueue records() {
    return records;
  }

  /** The first class of a stack is being loaded by this loader. */
  public void detected(ClassLoader loader, String stack) {
    DetectedStack detected = new DetectedStack(new WeakReference<>(loader), stack);
    boolean first;
    synchronized (this) {
      first = !hasDecided;
      hasDecided = true;
      detectedStacks.removeIf(gone -> gone.loader().get() == null);
      detectedStacks.add(detected);
    }
    AgentThread.run("mcp-otel-agent-start", () -> start(detected, first));
  }

  /** An application made an OpenTelemetry SDK. */
  public void sdkMade(Object sdk) {
    synchronized (this) {
      detectedSdks.removeIf(reference -> reference.get() == null);
      detectedSdks.add(new WeakReference<>(sdk));
    }
    reconsider();
  }

  /** An application made an SDK, or set the global one. */
  public void reconsider() {
    Optional<Telemetry> ofAll = decision();
    if (ofAll == null || ofAll.isPresent()) {
      return;
    }
    for (DetectedStack detected : detectedStacks()) {
      logStartIfMade(detected);
    }
    for (TelemetryTarget target : targets()) {
      target.reconsider();
    }
  }

  /** Whether one writes for all applications, and which; null while that is not known. */
  Optional<Telemetry> decision() {
    return shared.getNow(null);
  }

  /** The same, on a thread of ours, which may wait for it. */
  Optional<Telemetry> awaitDecision() {
    return shared.join();
  }

  /** Gives an application its telemetry before its first call; the result is to live as long. */
  public TelemetryTarget assign(Application application, ClassLoader helpers, String stack) {
    TelemetryTarget target =
        new TelemetryTarget(this, settings, standalone, application, helpers, stack);
    synchronized (this) {
      // From now on its target speaks for it.
      detectedStacks.removeIf(detected -> detected.loader().get() == helpers.getParent());
      targets.removeIf(reference -> reference.get() == null);
      targets.add(new WeakReference<>(target));
    }
    target.assign();
    return target;
  }

  /** The JVM ends: what still waits for an SDK is to be written with ours. */
  public void giveUpWaiting() {
    targets().forEach(TelemetryTarget::giveUpWaiting);
  }

  /** The SDKs that were made and are still in use. */
  synchronized List<Object> detectedSdks() {
    return detectedSdks.stream().map(WeakReference::get).filter(sdk -> sdk != null).toList();
  }

  /**
   * Whether to wait for an application's SDK: Spring Boot may make it after the first call. Other
   * applications make theirs first thing, if they do; many only have the classes of one.
   */
  boolean mayCreateSdkLater(ClassLoader application) {
    return mayJoinApplications()
        && canMakeSdk(application)
        && (settings.telemetryMode() == Settings.TelemetryMode.APPLICATION
            || sees(application, SPRING_BOOT));
  }

  /** Whether the user leaves it to us, or asks for it. */
  boolean mayJoinApplications() {
    return settings.telemetryMode() == Settings.TelemetryMode.AUTO
        || settings.telemetryMode() == Settings.TelemetryMode.APPLICATION;
  }

  private static boolean canMakeSdk(ClassLoader application) {
    return sees(application, ApplicationTypes.SDK);
  }

  private static boolean sees(ClassLoader loader, String type) {
    return loader.getResource(type.replace('.', '/') + ".class") != null;
  }

  /** What the user was told of where the telemetry of each stack goes, and why. */
  public Map<String, String> targetByStack() {
    return targetByStack;
  }

  void logged(String stack, String target) {
    if (targetByStack.size() < MOST_TARGETS) {
      targetByStack.put(stack, target);
    }
  }

  void logStart(String stack, String target) {
    logged(stack, target);
    AgentLog.once(StartMessage.of(stack, target, settings, true));
  }

  /** Telemetry goes where our own SDK sends it. */
  void logStandaloneStart(String stack, String why) {
    String target = "to " + standalone.destination() + " (" + why + ")";
    logged(stack, target);
    AgentLog.once(StartMessage.of(stack, target, settings, standalone.exportsRecords()));
  }

  private void start(DetectedStack detected, boolean first) {
    try {
      if (first) {
        decideForAll(detected.stack());
        if (settings.measuring().all()) {
          ResourceUsage.prepare();
        }
      }
      ClassLoader loader = detected.loader().get();
      if (awaitDecision().isPresent() || loader == null) {
        return;
      }
      if (canMakeSdk(loader)) {
        logStartIfMade(detected);
      } else {
        // So that it is mostly there before the first call.
        standalone.telemetry();
        logStandaloneStart(detected.stack(), whyStandalone(loader));
      }
    } catch (Throwable t) {
      AgentLog.report("starting", t);
    }
  }

  /** Where that fails, each application finds its own. */
  private void decideForAll(String stack) {
    Optional<Telemetry> decided = Optional.empty();
    try {
      decided = decide(stack);
    } catch (Throwable t) {
      AgentLog.report("finding which OpenTelemetry to use", t);
    } finally {
      shared.complete(decided);
    }
  }

  private Optional<Telemetry> decide(String stack) {
    Settings.TelemetryMode asked = settings.telemetryMode();
    if (asked == Settings.TelemetryMode.STANDALONE) {
      return ours(stack, "otel.instrumentation.mcp.telemetry=standalone");
    }
    if (asked == Settings.TelemetryMode.APPLICATION) {
      return Optional.empty();
    }
    boolean attached = Javaagent.isAttached();
    OpenTelemetry javaagent = attached ? Javaagent.openTelemetry() : null;
    if (javaagent != null) {
      logStart(stack, THROUGH_JAVAAGENT);
      Settings yielding = settings.leavingToolCalls(tracedToolCalls());
      Metrics metrics =
          settings.hasMetrics()
              ? McpMetrics.of(
                  javaagent.getMeterProvider(), AgentVersion.get(), settings.measuring())
              : Metrics.NONE;
      RecordSink otlp =
          settings.recording().has(Recording.OTLP)
              ? new LogRecords(javaagent.getLogsBridge(), AgentVersion.get())
              : null;
      Outlets outlets = new Outlets(metrics, records.with(otlp), records::flushSoon);
      return Optional.of(new OpenTelemetryWriter(javaagent, yielding, AgentVersion.get(), outlets));
    }
    String missing =
        attached
            ? "the OpenTelemetry Java agent is attached, but leaves the OpenTelemetry API alone"
            : "no OpenTelemetry Java agent is attached";
    if (asked == Settings.TelemetryMode.AGENT) {
      return ours(stack, missing);
    }
    if (attached) {
      AgentLog.line(missing + "; it cannot be joined.");
    }
    return Optional.empty();
  }

  private Set<Operation.Kind> tracedToolCalls() {
    Set<Operation.Kind> traced = Javaagent.tracedToolCalls(configuration);
    if (!traced.isEmpty()) {
      AgentLog.line(
          "the OpenTelemetry Java agent makes spans of tools/call itself, so this agent makes none;"
              + " with otel.instrumentation.mcp-java-sdk.enabled=false it would.");
    }
    return traced;
  }

  private Optional<Telemetry> ours(String stack, String why) {
    Telemetry telemetry = standalone.telemetry();
    logStandaloneStart(stack, why);
    return Optional.of(telemetry);
  }

  /** Why an application is written for with ours. */
  String whyStandalone(ClassLoader application) {
    if (canMakeSdk(application)) {
      return "the application has made no OpenTelemetry SDK";
    }
    return settings.telemetryMode() == Settings.TelemetryMode.APPLICATION
        ? "the application has no OpenTelemetry SDK to join"
        : "no OpenTelemetry found in this JVM";
  }

  private void logStartIfMade(DetectedStack detected) {
    ClassLoader loader = detected.loader().get();
    if (loader == null) {
      return;
    }
    try {
      Class<?> type = Class.forName(ApplicationTypes.SDK, false, loader);
      if (detectedSdks().stream().anyMatch(type::isInstance)) {
        logStart(detected.stack(), THROUGH_APPLICATION);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      AgentLog.debug("no OpenTelemetry SDK in " + loader);
    }
  }

  private synchronized List<DetectedStack> detectedStacks() {
    return List.copyOf(detectedStacks);
  }

  private synchronized List<TelemetryTarget> targets() {
    return targets.stream().map(WeakReference::get).filter(target -> target != null).toList();
  }
}
