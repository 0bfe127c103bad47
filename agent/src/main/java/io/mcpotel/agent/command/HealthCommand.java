// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.core.Printable;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.monitor.health.HealthFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code health PATH} and {@code health PID} do: one line, and a status for supervisors. It
 * runs every few seconds, so it loads next to nothing.
 */
final class HealthCommand {

  /** Three times as old as a file gets that is written when it should be. */
  private static final Duration OLDEST = Duration.ofSeconds(30);

  private static final long PATIENCE_SECONDS = 5;
  private static final int LARGEST = 1 << 20;
  private static final int MOST_SHOWN = 1_000;

  /** How the file begins; what follows is for others. */
  private static final Pattern START =
      Pattern.compile(
          "\\{\"timestamp\":\"(?<time>[^\"]+)\",\"state\":\"(?<state>[a-z]+)\","
              + "\"reason\":(null|\"(?<reason>([^\"\\\\]|\\\\.)*+)\").*+",
          Pattern.DOTALL);

  private final PrintStream out;

  HealthCommand(PrintStream out) {
    this.out = out;
  }

  /** The exit status: 0 where the server is well, 1 where it is not or nobody knows. */
  int run(String pathOrPid) {
    try {
      return pathOrPid.matches("\\d+") ? ofProcess(pathOrPid) : ofFile(Path.of(pathOrPid));
    } catch (InvalidPathException e) {
      return unknown(pathOrPid + " is no path");
    }
  }

  private int ofProcess(String pid) {
    FutureTask<String> asked =
        new FutureTask<>(() -> RunningJvm.property(pid, HealthFile.PROPERTY));
    Thread thread = new Thread(asked, "ask");
    // One that is stopped would never answer.
    thread.setDaemon(true);
    thread.start();
    try {
      String path = asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return path == null
          ? unknown("process " + pid + " writes no health.file, or has loaded no MCP class yet")
          : ofFile(Path.of(path));
    } catch (TimeoutException e) {
      return unknown("process " + pid + " does not answer");
    } catch (ExecutionException e) {
      return unknown(
          "cannot ask process "
              + pid
              + (e.getCause() instanceof ClassNotFoundException
                  ? ": this Java is no JDK, so give the file's path"
                  : " (" + reason(e) + ")"));
    } catch (InterruptedException e) {
      return unknown("interrupted");
    }
  }

  private static String reason(ExecutionException failure) {
    return failure.getCause() instanceof RunningJvm.NotAsked left
        ? left.getMessage()
        : CommandLine.rootCause(failure);
  }

  private int ofFile(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would never end.
      return unknown(file + " is no file");
    }
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(LARGEST), UTF_8);
    } catch (NoSuchFileException e) {
      return unknown(file + " is not there: the JVM has ended, or it has loaded no MCP class yet");
    } catch (IOException e) {
      return unknown("cannot read " + file + " (" + e + ")");
    }
    Matcher start = START.matcher(text);
    if (!start.matches()) {
      return unknown(file + " does not say how a server is");
    }
    try {
      return print(
          file,
          Instant.parse(start.group("time")),
          ServerState.valueOf(start.group("state").toUpperCase(Locale.ROOT)),
          start.group("reason"));
    } catch (DateTimeException | IllegalArgumentException e) {
      return unknown(file + " does not say how a server is");
    }
  }

  private int print(Path file, Instant time, ServerState state, String reason) {
    // A clock that was set back makes a file no younger.
    Duration age = Duration.between(time, Instant.now()).abs();
    if (age.compareTo(OLDEST) > 0) {
      return unknown(
          file + " is " + age.toSeconds() + " s old: the JVM stands still, or was killed");
    }
    say(state.word() + (reason == null ? "" : ": " + reason.replaceAll("\\\\([\"\\\\])", "$1")));
    return state.needsRestart() ? 1 : 0;
  }

  private int unknown(String why) {
    say("unknown: " + why);
    return 1;
  }

  private void say(String line) {
    String shown = line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    out.println(Printable.whole(shown));
  }
}
