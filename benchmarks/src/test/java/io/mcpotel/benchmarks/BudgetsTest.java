// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the budgets that noise does not touch: classes and bytes. Times are for ./run to tell. */
class BudgetsTest {

  /** Few, for after the warm-up the bytes hardly change. */
  private static final int BURSTS = 10;

  private static final int MOST_ROUNDS = 5;

  /** No budget, but far from what any machine should show. */
  private static final double SANE_NANOS = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void jvmWithoutMcpLoadsFewClassesMore(int version) {
    Optional<Jdk> jdk = Jdk.version(version);
    Assumptions.assumeTrue(jdk.isPresent(), () -> "Skipped: JDK " + version + " is not installed");

    double classes = new WithoutMcp(jdk.get(), Beside.NOTHING).classesOverEmptyPremain();

    assertTrue(
        classes <= WithoutMcp.BUDGET,
        () -> classes + " classes over an empty premain; at most " + WithoutMcp.BUDGET);
  }

  @Tag("matrix")
  @Test
  void jvmWithoutMcpLoadsFewClassesMoreBesideTheJavaAgentToo() {
    double classes = new WithoutMcp(Jdk.running(), Beside.JAVAAGENT).classesOverEmptyPremain();

    assertTrue(
        classes <= WithoutMcp.BUDGET,
        () -> classes + " classes over an empty premain; at most " + WithoutMcp.BUDGET);
  }

  @Tag("matrix")
  @Test
  void callAllocatesNoMoreThanThreeTimesTheBareSdk() {
    assertCallAllocatesLittle(Beside.NOTHING);
  }

  @Tag("matrix")
  @ParameterizedTest(name = "beside {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void callAllocatesNoMoreThanThreeTimesTheBareSdkBesideOtherTelemetryToo(Beside beside) {
    assertCallAllocatesLittle(beside);
  }

  private static void assertCallAllocatesLittle(Beside beside) {
    PerCall.Round round = new PerCall(Jdk.running(), beside).round(BURSTS);

    double ratio = round.ratio(Figure.THREAD_BYTES);
    assertTrue(
        ratio <= PerCall.BUDGET,
        () -> "a call allocates " + ratio + " times the bare SDK's bytes more: " + round);
    assertTrue(round.ours().nanos() < SANE_NANOS, () -> "a call takes far too long: " + round);
  }

  @Tag("matrix")
  @ParameterizedTest(name = "beside {0}")
  @EnumSource
  void allMetricsTakeFewBytesMore(Beside beside) {
    MetricsCost cost = new MetricsCost(Jdk.running(), beside);
    MetricsCost.Round round = cost.round(BURSTS);

    double bytes = round.added(Figure.THREAD_BYTES);
    assertTrue(
        bytes > 0 && bytes <= cost.budgetBytes(),
        () -> "all metrics add " + bytes + " bytes to a call: " + round);
  }

  /**
   * The least of a few rounds: what the compiler of a JVM leaves out differs from start to start,
   * and on a busy machine it lags behind; nothing makes a record take less than it does.
   */
  @Tag("matrix")
  @Test
  void recordOfACallTakesNoMoreThanHalfTheBytesOfItsSpan() {
    RecordCost cost = new RecordCost(Jdk.running());
    List<RecordCost.Round> rounds = new ArrayList<>();
    do {
      rounds.add(cost.round(BURSTS));
    } while (rounds.size() < MOST_ROUNDS && !isWithinBudget(rounds.get(rounds.size() - 1)));
    assertTrue(isWithinBudget(rounds.get(rounds.size() - 1)), rounds::toString);
  }

  private static boolean isWithinBudget(RecordCost.Round round) {
    return round.ratio(Figure.THREAD_BYTES) <= RecordCost.BUDGET
        && round.ratio(Figure.JVM_BYTES) <= RecordCost.BUDGET;
  }
}
