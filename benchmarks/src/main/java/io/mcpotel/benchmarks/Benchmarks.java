// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Measures what the agent costs, beside a baseline from the same run, and prints tables. */
public final class Benchmarks {

  private static final List<Integer> JDKS = List.of(17, 25);

  private static final Set<String> PARTS =
      new TreeSet<>(List.of("a", "b", "c", "d", "e", "f", "g"));

  private static final int ROUNDS_PER_CALL = 5;
  private static final int BURSTS = 100;

  private Benchmarks() {}

  /**
   * Runs the named parts, {@code a} to {@code g}; all without a name. Part f takes more words:
   * those of a {@link LoadPlan}.
   */
  public static void main(String[] arguments) {
    List<String> words = Arrays.stream(arguments).filter(LoadPlan::isWord).toList();
    Set<String> named = new TreeSet<>(List.of(arguments));
    words.forEach(named::remove);
    Set<String> wanted = named.isEmpty() && words.isEmpty() ? PARTS : named;
    if (!PARTS.containsAll(wanted) || !(words.isEmpty() || wanted.contains("f"))) {
      System.err.println(
          "Expected some of "
              + PARTS
              + " or nothing, and with f also quick, a transport or settings like record=none, not "
              + List.of(arguments));
      System.exit(1);
    }
    System.out.println(machine());
    if (wanted.contains("a")) {
      title("(a) A JVM without MCP");
      onEach(jdk -> new WithoutMcp(jdk, Beside.NOTHING).report());
      onEach(jdk -> new WithoutMcp(jdk, Beside.JAVAAGENT).report());
    }
    if (wanted.contains("b")) {
      title("(b) A stdio server, from the start of its process to its first answered call");
      onEach(jdk -> new FirstCall(jdk).report());
    }
    if (wanted.contains("c")) {
      title("(c) One tools/call of an in-process server: no handler spans, metrics=basic");
      for (Beside beside : Beside.values()) {
        System.out.println(new PerCall(Jdk.running(), beside).report(ROUNDS_PER_CALL, BURSTS));
      }
    }
    if (wanted.contains("d")) {
      title("(d) The record of one tools/call, handler spans off");
      System.out.println(new RecordCost(Jdk.running()).report(ROUNDS_PER_CALL, BURSTS));
    }
    if (wanted.contains("e")) {
      title("(e) All metrics of one tools/call, over those of the conventions; no records");
      for (Beside beside : Beside.values()) {
        System.out.println(new MetricsCost(Jdk.running(), beside).report(ROUNDS_PER_CALL, BURSTS));
      }
    }
    if (wanted.contains("g")) {
      title("(g) A stdio server that has answered a call and is idle");
      onEach(jdk -> new IdleMemory(jdk).report());
    }
    if (wanted.contains("f")) {
      underLoad(LoadPlan.of(words));
    }
  }

  /** The last part, for then this JVM keeps to the load's cores. */
  private static void underLoad(LoadPlan plan) {
    Cores cores = Cores.divided();
    title("(f) A server under load, " + Jdk.running());
    System.out.println(cores + ".\n" + plan + "\n");
    cores.keepToLoad();
    for (Transport transport : plan.transports()) {
      System.out.println(new UnderLoad(plan, cores).report(transport));
    }
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " processors, "
        + System.getProperty("os.arch")
        + "; variants are measured in turn, numbers are medians.\n";
  }

  private static void title(String title) {
    System.out.println("### " + title + "\n");
  }

  private static void onEach(Function<Jdk, String> part) {
    for (int version : JDKS) {
      Optional<Jdk> jdk = Jdk.version(version);
      System.out.println(
          jdk.map(part).orElse("JDK " + version + " is not installed; not measured.\n"));
    }
  }
}
