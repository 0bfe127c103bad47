// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who may use which cores.
 *
 * @param count how many there are
 * @param server those of the servers, as {@code taskset} names them; empty where all share all
 * @param load those of the load, in the same way
 */
record Cores(int count, String server, String load) {

  /** With fewer than two each, neither would be measured. */
  private static final int FEWEST_TO_DIVIDE = 4;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** The server gets one half and the load the other, where {@code taskset} can do that. */
  static Cores divided() {
    int count = Runtime.getRuntime().availableProcessors();
    List<Integer> allowed = allowed();
    if (count < FEWEST_TO_DIVIDE || allowed.size() < count) {
      return shared(count);
    }
    String server = list(allowed.subList(0, count / 2));
    String load = list(allowed.subList(count / 2, count));
    return succeeds("taskset", "-c", server + "," + load, "true")
        ? new Cores(count, server, load)
        : shared(count);
  }

  static Cores shared(int count) {
    return new Cores(count, "", "");
  }

  /** What a server's command line begins with. */
  List<String> serverStarter() {
    return isShared() ? List.of() : List.of("taskset", "-c", server);
  }

  /** Leaves to this JVM, which makes the load, the load's cores alone. */
  void keepToLoad() {
    String own = String.valueOf(ProcessHandle.current().pid());
    if (!isShared() && !succeeds("taskset", "-a", "-c", "-p", load, own)) {
      throw new IllegalStateException("taskset refused the cores " + load);
    }
  }

  @Override
  public String toString() {
    return isShared()
        ? count
            + " cores, which the server shares with the load and the receiver: ratios come out milder"
            + " than on a server of its own"
        : count
            + " cores: "
            + server.split(",").length
            + " for the server, "
            + load.split(",").length
            + " for the load and the receiver";
  }

  /** The cores that such a line of {@code /proc} names, as {@code 0-3,8}. */
  static List<Integer> parse(String ranges) {
    List<Integer> cores = new ArrayList<>();
    for (String range : ranges.strip().split(",")) {
      String[] ends = range.split("-");
      IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
          .forEach(cores::add);
    }
    return cores;
  }

  private boolean isShared() {
    return server.isEmpty();
  }

  private static List<Integer> allowed() {
    if (!Files.isReadable(STATUS)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(ALLOWED))
          .findFirst()
          .map(line -> parse(line.substring(ALLOWED.length())))
          .orElse(List.of());
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String list(List<Integer> cores) {
    return cores.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
