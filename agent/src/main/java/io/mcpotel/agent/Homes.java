// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.ApplicationTypes;
import io.mcpotel.agent.core.Configuration;
import io.mcpotel.agent.core.Consumption;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.core.Recording;
import io.mcpotel.agent.core.Settings;
import io.mcpotel.agent.core.Telemetry;
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
 * Whose OpenTelemetry each application's telemetry is written with: the Java agent's, where one is
 * attached, for all of them; else the application's own, where it has one; else ours.
 */
final class Homes {

  static final String THROUGH_APPLICATION = "through the application's OpenTelemetry SDK";

  private static final String THROUGH_JAVAAGENT =
      "through the OpenTelemetry Java agent, which is attached";
  private static final String SPRING_BOOT = "org.springframework.boot.SpringApplication";

  private static final int MOST_TARGETS = 100;

  private final Configuration configuration;
  private final Settings settings;
  private final Standalone standalone;
  private final RecordQueue records;

  /** What writes for all applications; empty where each has its own. */
  private final CompletableFuture<Optional<Telemetry>> shared = new CompletableFuture<>();

  /** By the stack's name and version, of which there are few. */
  private final Map<String, String> targets = new ConcurrentHashMap<>();

  private boolean hasDecided;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<WeakReference<Home>> homes = new ArrayList<>();
  private final List<WeakReference<Object>> made = new ArrayList<>();

  /** A class loader with an MCP stack, before its first call. */
  private record Arrival(WeakReference<ClassLoader> loader, String stack) {}

  Homes(
      Configuration configuration, Settings settings, Standalone standalone, RecordQueue records) {
    this.configuration = configuration;
    this.records = records;
    this.settings = settings;
    this.standalone = standalone;
  }

  /** Through which all records go. */
  RecordQueue records() {
    return records;
  }

  /** The first class of a stack is being loaded by this loader. */
  void arrived(ClassLoader loader, String stack) {
    Arrival arrival = new Arrival(new WeakReference<>(loader), stack);
    boolean first;
    synchronized (this) {
      first = !hasDecided;
      hasDecided = true;
      arrivals.removeIf(gone -> gone.loader().get() == null);
      arrivals.add(arrival);
    }
    AgentThread.run("mcp-otel-agent-start", () -> start(arrival, first));
  }

  /** An application made an OpenTelemetry SDK. */
  void made(Object sdk) {
    synchronized (this) {
      made.removeIf(reference -> reference.get() == null);
      made.add(new WeakReference<>(sdk));
    }
    reconsider();
  }

  /** An application made an SDK, or set the global one. */
  void reconsider() {
    Optional<Telemetry> ofAll = decision();
    if (ofAll == null || ofAll.isPresent()) {
      return;
    }
    for (Arrival arrival : arrivals()) {
      greetIfMade(arrival);
    }
    for (Home home : homes()) {
      home.reconsider();
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
  Home moveIn(Application application, HelperLoader helpers, String stack) {
    Home home = new Home(this, settings, standalone, application, helpers, stack);
    synchronized (this) {
      // From now on its home speaks for it.
      arrivals.removeIf(arrival -> arrival.loader().get() == helpers.getParent());
      homes.removeIf(reference -> reference.get() == null);
      homes.add(new WeakReference<>(home));
    }
    home.moveIn();
    return home;
  }

  /** The JVM ends: what still waits for an SDK is to be written with ours. */
  void stopWaiting() {
    homes().forEach(Home::stopWaiting);
  }

  /** The SDKs that were made and are still in use. */
  synchronized List<Object> made() {
    return made.stream().map(WeakReference::get).filter(sdk -> sdk != null).toList();
  }

  /**
   * Whether to wait for an application's SDK: Spring Boot may make it after the first call. Other
   * applications make theirs first thing, if they do; many only have the classes of one.
   */
  boolean isSdkToCome(ClassLoader application) {
    return mayJoinApplications()
        && canMakeSdk(application)
        && (settings.home() == Settings.Home.APPLICATION || sees(application, SPRING_BOOT));
  }

  /** Whether the user leaves it to us, or asks for it. */
  boolean mayJoinApplications() {
    return settings.home() == Settings.Home.AUTO || settings.home() == Settings.Home.APPLICATION;
  }

  private static boolean canMakeSdk(ClassLoader application) {
    return sees(application, ApplicationTypes.SDK);
  }

  private static boolean sees(ClassLoader loader, String type) {
    return loader.getResource(type.replace('.', '/') + ".class") != null;
  }

  /** What the user was told of where the telemetry of each stack goes, and why. */
  Map<String, String> targets() {
    return targets;
  }

  private void note(String stack, String home) {
    if (targets.size() < MOST_TARGETS) {
      targets.put(stack, home);
    }
  }

  void greet(String stack, String home) {
    note(stack, home);
    Problems.once(Greeting.of(stack, home, settings, true));
  }

  /** Telemetry goes where our own SDK sends it. */
  void greetAlone(String stack, String why) {
    String home = "to " + standalone.destination() + ", " + why;
    note(stack, home);
    Problems.once(Greeting.of(stack, home, settings, standalone.exportsRecords()));
  }

  private void start(Arrival arrival, boolean first) {
    try {
      if (first) {
        decideForAll(arrival.stack());
        if (settings.measuring().all()) {
          Consumption.prepare();
        }
      }
      ClassLoader loader = arrival.loader().get();
      if (awaitDecision().isPresent() || loader == null) {
        return;
      }
      if (canMakeSdk(loader)) {
        greetIfMade(arrival);
      } else {
        // So that it is mostly there before the first call.
        standalone.telemetry();
        greetAlone(arrival.stack(), whyStandalone(loader));
      }
    } catch (Throwable t) {
      Problems.report("starting", t);
    }
  }

  /** Where that fails, each application finds its own. */
  private void decideForAll(String stack) {
    Optional<Telemetry> decided = Optional.empty();
    try {
      decided = decide(stack);
    } catch (Throwable t) {
      Problems.report("finding whose OpenTelemetry to write with", t);
    } finally {
      shared.complete(decided);
    }
  }

  private Optional<Telemetry> decide(String stack) {
    Settings.Home asked = settings.home();
    if (asked == Settings.Home.STANDALONE) {
      return ours(stack, "as otel.instrumentation.mcp.telemetry=standalone asks");
    }
    if (asked == Settings.Home.APPLICATION) {
      return Optional.empty();
    }
    boolean attached = Javaagent.isAttached();
    OpenTelemetry javaagent = attached ? Javaagent.openTelemetry() : null;
    if (javaagent != null) {
      greet(stack, THROUGH_JAVAAGENT);
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
    if (asked == Settings.Home.AGENT) {
      return ours(stack, "for " + missing);
    }
    if (attached) {
      Problems.line(missing + "; it cannot be joined.");
    }
    return Optional.empty();
  }

  private Set<Operation.Kind> tracedToolCalls() {
    Set<Operation.Kind> traced = Javaagent.tracedToolCalls(configuration);
    if (!traced.isEmpty()) {
      Problems.line(
          "the OpenTelemetry Java agent makes spans of tools/call itself, so this agent makes none;"
              + " with otel.instrumentation.mcp-java-sdk.enabled=false it would.");
    }
    return traced;
  }

  private Optional<Telemetry> ours(String stack, String why) {
    Telemetry telemetry = standalone.telemetry();
    greetAlone(stack, why);
    return Optional.of(telemetry);
  }

  /** Why an application is written for with ours. */
  String whyStandalone(ClassLoader application) {
    if (canMakeSdk(application)) {
      return "for the application has made no OpenTelemetry SDK";
    }
    return settings.home() == Settings.Home.APPLICATION
        ? "for the application has no OpenTelemetry SDK to join"
        : "for there is no other OpenTelemetry here";
  }

  private void greetIfMade(Arrival arrival) {
    ClassLoader loader = arrival.loader().get();
    if (loader == null) {
      return;
    }
    try {
      Class<?> type = Class.forName(ApplicationTypes.SDK, false, loader);
      if (made().stream().anyMatch(type::isInstance)) {
        greet(arrival.stack(), THROUGH_APPLICATION);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      Problems.debug("no OpenTelemetry SDK in " + loader);
    }
  }

  private synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  private synchronized List<Home> homes() {
    return homes.stream().map(WeakReference::get).filter(home -> home != null).toList();
  }
}
