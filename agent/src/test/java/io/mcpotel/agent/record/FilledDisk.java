// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that writes records until there is no more room, says so on stdout, waits for a byte on
 * stdin, and writes one more.
 */
final class FilledDisk {

  private static final int MOST = 10_000;

  private FilledDisk() {}

  /** Starts it with so much room for a file. */
  static Process start(Path path, int room) throws IOException {
    return new ProcessBuilder(
            "prlimit",
            "--fsize=" + room + ":unlimited",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // Else the JVM itself has a file that is too large.
            "-XX:-UsePerfData",
            "-cp",
            classes(RecordFile.class) + ":" + classes(FilledDisk.class),
            FilledDisk.class.getName(),
            path.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String classes(Class<?> of) {
    URI location = URI.create(of.getProtectionDomain().getCodeSource().getLocation().toString());
    return Path.of(location).toString();
  }

  public static void main(String[] arguments) throws IOException {
    TestClock clock = new TestClock();
    RecordFile file = new RecordFile(arguments[0], Duration.ofDays(1), 1 << 30, clock);
    int written = 0;
    while (file.lost() == 0 && written < MOST) {
      file.write(TestEvent.of("record " + written++));
      if (written % 10 == 0) {
        file.flush();
      }
    }
    System.out.println(written - file.lost());
    System.in.read();
    clock.advance(Duration.ofMinutes(1));
    file.write(TestEvent.of("after"));
    file.close();
  }
}
