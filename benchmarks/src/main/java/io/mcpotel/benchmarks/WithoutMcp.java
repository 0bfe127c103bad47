// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Part a: what the agent costs a JVM that never loads an MCP class. */
final class WithoutMcp {

  /** How many classes more than an empty premain the agent may load. */
  static final int BUDGET = 60;

  private static final int COUNTS = 3;
  private static final int ROUNDS = 25;

  private final Jdk jdk;
  private final Program program;
  private final Variant without;
  private final Variant emptyPremain;
  private final Variant ours;

  WithoutMcp(Jdk jdk, Beside beside) {
    this.jdk = jdk;
    this.without = beside.variant(List.of());
    this.emptyPremain = without.with(Variant.emptyPremain());
    this.ours = beside.withAgent(List.of());
    this.program =
        new Program(jdk, Jars.of(HelloWorld.class, Map.of()).toString(), HelloWorld.class);
  }

  /** How many classes more than an empty premain the agent loads. */
  double classesOverEmptyPremain() {
    Medians classes = Medians.inTurn(List.of(emptyPremain, ours), COUNTS, this::classes);
    return classes.of(ours) - classes.of(emptyPremain);
  }

  String report() {
    List<Variant> variants = List.of(without, emptyPremain, ours);
    Medians classes = Medians.inTurn(variants, COUNTS, this::classes);
    Medians millis = Medians.inTurn(variants, ROUNDS, this::millis);
    double floor = classes.of(emptyPremain);
    Table table = new Table(jdk.toString(), "classes", "over empty premain", "ms", "to no agent");
    for (Variant variant : variants) {
      table.row(
          variant.name(),
          Text.whole(classes.of(variant)),
          Text.signed(classes.of(variant) - floor),
          Text.whole(millis.of(variant)),
          Text.times(millis.of(variant) / millis.of(without)));
    }
    double over = classes.of(ours) - floor;
    return table
        + Text.budget(
            "classes over an empty premain", Text.whole(over), Text.whole(BUDGET), over <= BUDGET);
  }

  private double classes(Variant variant) {
    Path log = Program.classLog();
    run(variant.with(Program.logClasses(log)));
    return Program.countClasses(log);
  }

  private double millis(Variant variant) {
    long start = System.nanoTime();
    run(variant);
    return (System.nanoTime() - start) / 1e6;
  }

  private void run(Variant variant) {
    Process process = program.start(variant.options());
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IllegalStateException(variant.name() + " ended with status " + status);
    }
  }
}
