// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one run of {@code doctor} said. */
record Doctor(int status, String said) {

  private static final Duration PAUSE = Duration.ofMillis(500);

  static Doctor of(AppProcess jvm) {
    Doctor doctor = run(String.valueOf(jvm.pid()));
    return new Doctor(doctor.status(), doctor.said().replaceAll("\\b" + jvm.pid() + "\\b", "PID"));
  }

  /** Asks until it says all of this, for exports are under way. */
  static Doctor awaiting(AppProcess jvm, String... wanted) {
    long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    Doctor doctor = of(jvm);
    while (!Stream.of(wanted).allMatch(doctor.said()::contains) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      doctor = of(jvm);
    }
    return doctor;
  }

  static Doctor run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Jdk.oldest().java().toString(), "-jar", AgentJar.path().toString(), "doctor"));
    command.addAll(List.of(arguments));
    try (AppProcess java = App.start(command, Map.of())) {
      int status = java.awaitExit(AppProcess.PATIENCE);
      assertEquals(List.of(), java.stderr().lines());
      return new Doctor(status, java.stdout().toString());
    }
  }

  /** The lines without what is another each time. */
  List<String> lines(String endpoint) {
    return said.lines()
        .map(line -> endpoint.isEmpty() ? line : line.replace(endpoint, "URL"))
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", "TIME"))
        .map(line -> line.replaceAll("file:\\S*/", "file:…/"))
        .map(line -> line.replaceAll("\\d+( s ago| (spans|metrics|log records)| hooks are)", "N$1"))
        // What a client of HTTP makes of gRPC is not always the same.
        .map(line -> line.replaceAll("(failed N s ago: ).* ->", "$1WHY ->"))
        .toList();
  }
}
