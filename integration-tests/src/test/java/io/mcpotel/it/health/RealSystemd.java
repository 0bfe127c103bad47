// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A systemd of its own, the first process of a namespace: it sees no other processes. */
final class RealSystemd implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/lib/systemd/systemd");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final int CGROUP_DEPTH = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long PAUSE_NANOS = 200_000_000;

  private final Set<Path> cgroupsBefore = cgroups();
  private final AppProcess process;

  /**
   * Skips the test where it cannot run.
   *
   * @param units the folder with its units, which are started by {@code test.target}
   */
  RealSystemd(Path units) {
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "there is no " + PROGRAM);
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "not run by root");
    String script =
        "mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system && cp -a "
            + units
            + "/. /run/systemd/system/ && exec "
            + PROGRAM
            + " --system --unit=test.target --log-target=console --show-status=no";
    process =
        App.start(
            List.of(
                "unshare",
                "--kill-child",
                "--fork",
                "--pid",
                "--mount-proc",
                "--mount",
                "--uts",
                "--ipc",
                "sh",
                "-c",
                script),
            Map.of("container", "test"));
  }

  /** What it knows of a unit, as soon as it is like this. */
  Map<String, String> await(String unit, Predicate<Map<String, String>> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, String> known = Map.of();
    while (System.nanoTime() - deadline < 0) {
      known = show(unit);
      if (!known.isEmpty() && wanted.test(known)) {
        return known;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new AssertionError(unit + " is " + known + "\n" + process.stdout() + process.stderr());
  }

  /** What it knows of a unit, or nothing where it does not answer yet. */
  Map<String, String> show(String unit) {
    Map<String, String> known = new TreeMap<>();
    for (String line :
        inside("systemctl", "show", "-pMainPID,NRestarts,StatusText,ActiveState,Result", unit)) {
      String[] parts = line.split("=", 2);
      known.put(parts[0], parts[parts.length - 1]);
    }
    return known;
  }

  /** Runs a command where systemd is, and returns what it says. */
  List<String> inside(String... command) {
    ProcessHandle first =
        ProcessHandle.of(process.pid()).flatMap(p -> p.children().findFirst()).orElse(null);
    if (first == null) {
      return List.of();
    }
    List<String> line = new ArrayList<>(List.of("nsenter", "-t", "" + first.pid(), "-m", "-p"));
    line.addAll(List.of(command));
    try (AppProcess running = App.start(line, Map.of())) {
      return running.awaitExit(PATIENCE) == 0 ? running.stdout().lines() : List.of();
    }
  }

  /** Ends it and all that it has started, and removes what it has made of control groups. */
  @Override
  public void close() {
    process.close();
    process.awaitExit(PATIENCE);
    Set<Path> made = cgroups();
    made.removeAll(cgroupsBefore);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Path group : made.stream().sorted(Comparator.reverseOrder()).toList()) {
      // One that a process is still leaving is busy.
      while (!group.toFile().delete() && Files.exists(group) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Those of systemd's making; other tests make none. */
  private static Set<Path> cgroups() {
    if (!Files.isDirectory(CGROUPS)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.find(CGROUPS, CGROUP_DEPTH, (p, a) -> a.isDirectory())) {
      return all.filter(p -> p.toString().matches(".*/(init\\.scope|[a-z]+\\.slice)(/.*)?"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
