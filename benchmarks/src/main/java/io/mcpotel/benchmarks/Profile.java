// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells where a server under load spends its time, its memory and its waiting. */
public final class Profile {

  private static final int WARM_CALLS = 80_000;
  private static final int STEADY_BURSTS = 12;
  private static final int MILLIS = 15_000;

  /** What is recorded; each by itself, for the waits are so many that they change the others. */
  private enum Subject {
    CPU(
        "CPU time, of Java code alone",
        "samples",
        1,
        List.of("jdk.ExecutionSample"),
        List.of("jdk.ExecutionSample#period=10ms")),
    ALLOCATION(
        "Allocation, sampled",
        "MB",
        1e6,
        List.of("jdk.ObjectAllocationSample"),
        List.of("jdk.ObjectAllocationSample#throttle=1000/s")),
    WAITS(
        "Waiting, for monitors and parked; not of threads that have nothing to do",
        "ms",
        1e6,
        List.of("jdk.JavaMonitorEnter", "jdk.ThreadPark"),
        List.of("jdk.JavaMonitorEnter#threshold=0ms", "jdk.ThreadPark#threshold=0ms"));

    private final String words;
    private final String unit;
    private final double unitWeight;
    private final List<String> types;
    private final List<String> settings;

    Subject(
        String words, String unit, double unitWeight, List<String> types, List<String> settings) {
      this.words = words;
      this.unit = unit;
      this.unitWeight = unitWeight;
      this.types = types;
      this.settings = settings;
    }
  }

  private Profile() {}

  /**
   * Words are a transport, {@code none}, {@code by-hand} or {@code same-by-hand} instead of this
   * agent, and settings of it as those of a {@link LoadPlan}.
   */
  public static void main(String[] words) {
    Transport transport = Transport.STATELESS;
    Variant variant = Variant.ours();
    for (String word : words) {
      if (Transport.named(word).isPresent()) {
        transport = Transport.named(word).get();
      } else if (word.contains("=")) {
        variant = LoadPlan.ours(word);
      } else if (word.equals("none")) {
        variant = Variant.NONE;
      } else if (word.equals("by-hand")) {
        variant = Variant.byHand();
      } else if (word.equals("same-by-hand")) {
        variant = Variant.sameByHand();
      } else {
        System.err.println(
            "Expected a transport, none, by-hand, same-by-hand or settings, not " + word);
        System.exit(1);
      }
    }
    print(variant, transport);
  }

  private static void print(Variant variant, Transport transport) {
    Cores cores = Cores.divided();
    System.out.println("### " + variant.name() + ", " + transport + ", " + Jdk.running() + "\n");
    System.out.println(cores + ".\n");
    cores.keepToLoad();
    Variant recorded = variant.with(FlightRecording.OPTIONS);
    try (LoadedServer server =
        new LoadedServer(recorded, transport, cores, () -> new WarmUp(WARM_CALLS, STEADY_BURSTS))) {
      for (Subject subject : Subject.values()) {
        System.out.println(text(subject, server, transport.mostConnections(), MILLIS));
      }
    }
  }

  private static String text(Subject subject, LoadedServer server, int connections, long millis) {
    AtomicInteger calls = new AtomicInteger();
    FlightRecording recording =
        FlightRecording.during(
            () -> calls.set(server.burst(connections, millis)),
            server.pid(),
            subject.types,
            subject.settings);
    StackShares shares = recording.shares(subject.types, subject != Subject.WAITS);
    return String.format(
        Locale.ROOT,
        "%s: %,.0f %s in %,d events and %,d calls, %d in flight.%n%n%s",
        subject.words,
        shares.total() / subject.unitWeight,
        subject.unit,
        shares.events(),
        calls.get(),
        connections,
        shares);
  }
}
