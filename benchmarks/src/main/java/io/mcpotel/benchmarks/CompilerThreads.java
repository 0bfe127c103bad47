// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The threads on which a JVM compiles. */
final class CompilerThreads {

  /** What Linux counts processors' time in, for programs. */
  private static final double TICK_MICROS = 10_000;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private CompilerThreads() {}

  /** The processors' time that they have taken, or nothing where the system does not tell. */
  static double cpuMicros(long pid) {
    double micros = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        micros += micros(thread);
      }
    } catch (IOException e) {
      return 0;
    }
    return micros;
  }

  /** Such a thread may end while it is looked at. */
  private static double micros(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).contains("CompilerThre")
          ? micros(Files.readString(thread.resolve("stat")))
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** A thread's name may have spaces in it; what follows it has none. */
  static double micros(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return TICK_MICROS * (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
  }
}
