// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A server that stays up and warm, and is put under load in turn with others. */
final class LoadedServer implements AutoCloseable {

  /** The SDK's stdio server stops answering once in some 100,000 calls, without any agent. */
  private static final int MOST_DEATHS = 5;

  /** A machine that takes longer is too busy for its numbers to mean anything. */
  private static final long WARM_LIMIT_NANOS = 90_000_000_000L;

  private static final long WARM_MILLIS = 500;

  /** With more, the threads that serve leave the JVM's compilers little of few processors. */
  private static final int WARM_CONNECTIONS = 2;

  private static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m");

  private final Variant variant;
  private final Transport transport;
  private final Cores cores;
  private final Supplier<WarmUp> warmUps;
  private final Sink sink = new Sink();
  private final Map<Integer, List<LoadCost>> costs = new LinkedHashMap<>();
  private Process process;
  private List<Caller> callers;
  private Measured last;
  private int deaths;
  private int repeated;
  private WarmUp warmUp;

  /** What had been used when a burst began. */
  private record Reading(double cpuMicros, double compilerMicros, long exportedBytes) {}

  /** A burst whose CPU time is known when the next one begins. */
  private record Measured(int connections, Burst burst, Reading before) {}

  LoadedServer(Variant variant, Transport transport, Cores cores, Supplier<WarmUp> warmUps) {
    this.variant = variant;
    this.transport = transport;
    this.cores = cores;
    this.warmUps = warmUps;
    start();
  }

  Variant variant() {
    return variant;
  }

  long pid() {
    return process.pid();
  }

  /** How often it stopped answering, and was started again. */
  int deaths() {
    return deaths;
  }

  /** How many calls were made again because it closed their connection. */
  int repeated() {
    return repeated + callers.stream().mapToInt(Caller::repeated).sum();
  }

  /** How it was warmed up, the last time that it was started. */
  WarmUp warmUp() {
    return warmUp;
  }

  /** Puts so many connections to work, and tells how many calls they made. */
  int burst(int connections, long millis) {
    settle();
    last = measure(connections, millis);
    return last.burst().nanos().length;
  }

  /** Reads what the last burst has cost until now, with what was exported after it. */
  void settle() {
    if (last != null) {
      Reading now = read();
      LoadCost cost =
          LoadCost.of(
              last.burst(),
              now.cpuMicros() - last.before().cpuMicros(),
              now.exportedBytes() - last.before().exportedBytes());
      costs.computeIfAbsent(last.connections(), n -> new ArrayList<>()).add(cost);
      last = null;
    }
  }

  /** What the bursts of so many connections cost, in their order. */
  List<LoadCost> costs(int connections) {
    return costs.get(connections);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    sink.close();
  }

  private Measured measure(int connections, long millis) {
    while (true) {
      try {
        Reading before = read();
        return new Measured(connections, Burst.of(callers.subList(0, connections), millis), before);
      } catch (IOException e) {
        if (++deaths > MOST_DEATHS) {
          throw new IllegalStateException(variant.name() + ", " + transport + " does not last", e);
        }
        repeated = repeated();
        process.destroyForcibly().onExit().join();
        start();
      }
    }
  }

  private void start() {
    List<String> options = variant.with(HEAP).with(sink.options()).options();
    Program program = new Program(Jdk.running(), variant.classPath(), transport.server());
    process = program.startBy(cores.serverStarter(), options, transport.toString());
    try {
      callers = transport.connect(process);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw new IllegalStateException(variant.name() + ", " + transport + " did not start", e);
    }
    warm();
  }

  private void warm() {
    WarmUp current = warmUps.get();
    warmUp = current;
    long end = System.nanoTime() + WARM_LIMIT_NANOS;
    int connections = Math.min(WARM_CONNECTIONS, transport.mostConnections());
    while (!current.isDone() && System.nanoTime() < end) {
      Measured measured = measure(connections, WARM_MILLIS);
      Reading now = read();
      current.add(
          measured.burst().nanos().length,
          now.cpuMicros() - measured.before().cpuMicros(),
          now.compilerMicros() - measured.before().compilerMicros());
    }
    measure(transport.mostConnections(), 4 * WARM_MILLIS);
  }

  private Reading read() {
    return new Reading(
        process.info().totalCpuDuration().orElseThrow().toNanos() / 1e3,
        CompilerThreads.cpuMicros(process.pid()),
        sink.bytes());
  }
}
