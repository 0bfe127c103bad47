// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Conventions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the JVM is, by the semantic conventions for JVMs and processes. All is read when the metrics
 * are collected, so that the hundreds of classes of the JVM's management are not for the
 * application's start to pay. A JVM without them has none of these metrics.
 */
final class JvmMetrics {

  /** Apart from the metrics of MCP, so that a view or a collector can drop the one or the other. */
  static final String SCOPE = "io.mcpotel.agent.jvm";

  private static final double MILLIS = 1000;
  private static final AttributeKey<String> MEMORY_TYPE = AttributeKey.stringKey("jvm.memory.type");
  private static final AttributeKey<String> POOL_NAME =
      AttributeKey.stringKey("jvm.memory.pool.name");
  private static final AttributeKey<Boolean> THREAD_DAEMON =
      AttributeKey.booleanKey("jvm.thread.daemon");
  private static final AttributeKey<String> THREAD_STATE =
      AttributeKey.stringKey("jvm.thread.state");

  private final ObservableDoubleMeasurement uptime;
  private final ObservableLongMeasurement used;
  private final ObservableLongMeasurement limit;
  private final ObservableDoubleMeasurement cpu;
  private final ObservableLongMeasurement threads;
  private final DoubleHistogram collections;
  private boolean isListening;

  private JvmMetrics(Meter meter) {
    uptime =
        meter
            .gaugeBuilder("process.uptime")
            .setUnit("s")
            .setDescription("The time the process has been running.")
            .buildObserver();
    used =
        meter
            .upDownCounterBuilder("jvm.memory.used")
            .setUnit("By")
            .setDescription("Measure of memory used.")
            .buildObserver();
    limit =
        meter
            .upDownCounterBuilder("jvm.memory.limit")
            .setUnit("By")
            .setDescription("Measure of max obtainable memory.")
            .buildObserver();
    cpu =
        meter
            .gaugeBuilder("jvm.cpu.recent_utilization")
            .setUnit("1")
            .setDescription("Recent CPU utilization for the process as reported by the JVM.")
            .buildObserver();
    threads =
        meter
            .upDownCounterBuilder("jvm.thread.count")
            .setUnit("{thread}")
            .setDescription("Number of executing platform threads.")
            .buildObserver();
    collections =
        meter
            .histogramBuilder("jvm.gc.duration")
            .setUnit("s")
            .setDescription("Duration of JVM garbage collection actions.")
            .setExplicitBucketBoundariesAdvice(List.of(0.01, 0.1, 1.0, 10.0))
            .build();
    meter.batchCallback(this::observe, uptime, used, limit, cpu, threads);
  }

  static void measureWith(MeterProvider meters, String version) {
    new JvmMetrics(
        meters
            .meterBuilder(SCOPE)
            .setInstrumentationVersion(version)
            .setSchemaUrl(Conventions.CORE_SCHEMA_URL)
            .build());
  }

  private void observe() {
    attempt(this::listen);
    attempt(this::observeUptime);
    attempt(this::observeMemory);
    attempt(this::observeCpu);
    attempt(this::observeThreads);
  }

  /** The SDK would let an error out, and export nothing more. */
  private static void attempt(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | LinkageError e) {
      AgentLog.debug("the JVM does not tell of itself: " + e);
    }
  }

  /** Two readers may collect at a time. */
  private synchronized void listen() {
    if (!isListening) {
      isListening = true;
      GcListener.recordInto(collections);
    }
  }

  private void observeUptime() {
    uptime.record(ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
  }

  private void observeMemory() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      if (usage == null) {
        continue;
      }
      Attributes attributes =
          Attributes.of(
              MEMORY_TYPE,
              pool.getType() == MemoryType.HEAP ? "heap" : "non_heap",
              POOL_NAME,
              pool.getName());
      used.record(usage.getUsed(), attributes);
      if (usage.getMax() >= 0) {
        limit.record(usage.getMax(), attributes);
      }
    }
  }

  private void observeCpu() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      double load = system.getProcessCpuLoad();
      if (load >= 0) {
        cpu.record(load);
      }
    }
  }

  private void observeThreads() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    Map<Attributes, Long> counts = new HashMap<>();
    for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
      if (thread != null) {
        String state = thread.getThreadState().name().toLowerCase(Locale.ROOT);
        counts.merge(
            Attributes.of(THREAD_DAEMON, thread.isDaemon(), THREAD_STATE, state), 1L, Long::sum);
      }
    }
    counts.forEach((attributes, count) -> threads.record(count, attributes));
  }
}
