// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Part f reckons rightly, and runs. What it finds is for ./run to tell. */
class UnderLoadTest {

  @Test
  void percentileIsTheCallThatSoManyWereNotSlowerThan() {
    Burst burst = new Burst(0.5, LongStream.rangeClosed(1, 200).map(i -> i * 1000).toArray());

    assertEquals(100, burst.percentileMicros(50));
    assertEquals(198, burst.percentileMicros(99));
    assertEquals(400, burst.perSecond());
    assertEquals(7, new Burst(1, new long[] {7000}).percentileMicros(99));
  }

  @Test
  void cpuAndExportsAreSharedByTheCalls() {
    Burst burst = new Burst(1, new long[] {1000, 2000, 3000, 4000});

    assertEquals(new LoadCost(4, 50, 2, 4, 75), LoadCost.of(burst, 200, 300));
  }

  @Test
  void roundsAreComparedWithTheSameRoundWithoutAnAgent() {
    List<LoadCost> none = List.of(cost(1000, 50), cost(100, 60), cost(400, 70));
    List<LoadCost> ours = List.of(cost(900, 55), cost(50, 80), cost(320, 68));

    assertEquals(new LoadFigure.Spread(0.5, 0.8, 0.9), LoadFigure.CALLS.against(ours, none));
    assertEquals(new LoadFigure.Spread(-2, 5, 20), LoadFigure.CPU.against(ours, none));
    assertEquals("+5.0 µs", LoadFigure.CPU.relation(5));
  }

  @Test
  void serverIsWarmWhenItsJvmCompilesNextToNothing() {
    WarmUp warmUp = new WarmUp(300, 2);
    warmUp.add(100, 50_000, 0);
    warmUp.add(100, 50_000, 1_000);
    assertFalse(warmUp.isDone());

    warmUp.add(100, 50_000, 30_000);
    warmUp.add(100, 20_000, 0);
    assertFalse(warmUp.isDone());
    warmUp.add(100, 30_000, 1_000);

    assertTrue(warmUp.isDone());
    assertEquals(500, warmUp.calls());
    assertFalse(new WarmUp(1, 0).isDone());
  }

  @Test
  void timeOfACompilersThreadIsReadAsLinuxTellsIt() {
    String stat = "7 (C2 CompilerThre) S 1 2 2 0 -1 1077936192 52 0 0 0 300 21 0 0 20 0 29 0";

    assertEquals(3_210_000, CompilerThreads.micros(stat));
  }

  @Test
  void transportsThatAreNamedAreAloneMeasured() {
    assertEquals(
        List.of(Transport.STATELESS), LoadPlan.of(List.of("quick", "stateless")).transports());
    assertEquals(List.of(Transport.values()), LoadPlan.of(List.of("record=none")).transports());
  }

  @Test
  void coresAreReadAsTheKernelListsThem() {
    assertEquals(List.of(0, 1, 2, 3, 8, 10, 11), Cores.parse("\t0-3,8,10-11\n"));
    assertEquals(List.of(), Cores.shared(2).serverStarter());
    assertEquals(List.of("taskset", "-c", "0,1"), new Cores(4, "0,1", "2,3").serverStarter());
  }

  @Test
  void settingsOfThisAgentAreVariantsOfTheirOwn() {
    Variant variant = LoadPlan.ours("record=none+otel.traces.sampler=always_off");

    assertEquals(
        Variant.ours()
            .with(
                List.of(
                    "-Dotel.instrumentation.mcp.record=none", "-Dotel.traces.sampler=always_off"))
            .options(),
        variant.options());
    assertTrue(LoadPlan.of(List.of("quick", "mode=metrics")).variants().size() > 5);
  }

  @Test
  void answersAreReadOneAfterTheOther() throws IOException {
    String chunked =
        "HTTP/1.1 200 \r\nMcp-Session-Id: abc\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "6\r\ndata: \r\nB\r\n{\"id\":1}\n\n \r\n0\r\n\r\n";
    String empty = "HTTP/1.1 202 \r\nContent-Length: 0\r\n\r\n";
    String plain = "HTTP/1.1 200 \r\ncontent-length: 8\r\n\r\n{\"id\":2}";
    byte[] bytes = (chunked + empty + plain).getBytes(StandardCharsets.ISO_8859_1);
    HttpAnswer answer = new HttpAnswer(new ByteArrayInputStream(bytes));

    assertEquals("data: {\"id\":1}\n\n ", answer.read());
    assertEquals("", answer.read());
    assertEquals("{\"id\":2}", answer.read());
    assertEquals("abc", answer.session());
  }

  @Tag("matrix")
  @Test
  void shortRunMeasuresEachServerAndSaysWhatBecameOfTheBudgets() {
    List<String> exportSoon = List.of("-Dotel.bsp.schedule.delay=100");
    List<Variant> variants =
        List.of(Variant.NONE, Variant.byHand().with(exportSoon), Variant.ours().with(exportSoon));
    LoadPlan plan = new LoadPlan(List.of(Transport.STDIO), variants, 1, 50, 1, 0);

    String report = new UnderLoad(plan, Cores.shared(2)).report(Transport.STREAMABLE);

    for (Variant variant : variants) {
      List<String> rows =
          report.lines().filter(line -> line.startsWith("| " + variant.name() + " ")).toList();
      assertEquals(3, rows.size(), report);
      assertEquals(
          variant == Variant.NONE, rows.stream().allMatch(row -> row.endsWith(" 0 B |")), report);
    }
    assertEquals(
        3,
        report.lines().filter(line -> line.matches("Budget: .*: (ok|\\*\\*over\\*\\*)\\.")).count(),
        report);
  }

  private static LoadCost cost(double perSecond, double cpuMicros) {
    return new LoadCost(perSecond, cpuMicros, 1, 1, 0);
  }
}
