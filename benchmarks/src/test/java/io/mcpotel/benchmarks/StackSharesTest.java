// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a profile counts for whom. */
class StackSharesTest {

  private static final String SERVER = "io.mcpotel.benchmarks.EchoTool.echo";

  @Test
  void stackCountsForTheInnermostThatIsNeitherTheJdkNorOpenTelemetry() {
    StackShares shares = new StackShares();

    String reservoir = "io.mcpotel.own.opentelemetry.sdk.Reservoir.offer";
    shares.add("exec-1", List.of("java.util.Map.get", reservoir, "io.mcpotel.agent.A.a"), 6);
    shares.add("exec-22", List.of("reactor.core.C.c", "io.mcpotel.agent.Wrapper.run", SERVER), 3);
    shares.add("gc", List.of("java.lang.Object.wait"), 1);

    String text = shares.toString();
    assertEquals(0.6, shares.oursShare(), 1e-9);
    assertEquals(10, shares.total());
    assertEquals(3, shares.events());
    assertEquals(Optional.of("60.0 %"), share(text, "io.mcpotel.agent.A.a on exec-#"));
    assertEquals(Optional.of("30.0 %"), share(text, "reactor.core.C.c on exec-#"));
    assertEquals(Optional.of("10.0 %"), share(text, "the JDK alone on gc"));
    assertEquals(Optional.of("90.0 %"), share(text, "exec-#"));
  }

  @Test
  void threadThatWaitsForWorkIsIdle() {
    String pool = "java.util.concurrent.ThreadPoolExecutor.getTask";

    assertTrue(StackShares.isIdle(List.of("java.util.concurrent.locks.LockSupport.park", pool)));
    assertFalse(StackShares.isIdle(List.of("java.util.concurrent.locks.LockSupport.park", SERVER)));
  }

  @Test
  void flightRecorderIsReadOfThisJvm() {
    List<String> types = List.of("jdk.ThreadPark");
    Thread waits = new Thread(StackSharesTest::park, "waits");

    FlightRecording recording =
        FlightRecording.during(
            () -> run(waits),
            ProcessHandle.current().pid(),
            types,
            List.of("jdk.ThreadPark#threshold=0ms"));

    assertTrue(
        share(
                recording.shares(types, false).toString(),
                StackSharesTest.class.getName() + ".park on waits")
            .isPresent(),
        () -> recording.shares(types, true).toString());
  }

  private static void park() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
  }

  private static void run(Thread thread) {
    try {
      thread.start();
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> share(String text, String name) {
    return text.lines()
        .map(line -> line.split("\\|"))
        .filter(cells -> cells.length > 2 && cells[1].strip().equals(name))
        .map(cells -> cells[2].strip())
        .findFirst();
  }
}
