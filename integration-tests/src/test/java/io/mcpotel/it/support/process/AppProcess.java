// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running test application with all that it wrote; closing it ends it, whatever it does. */
public final class AppProcess implements AutoCloseable {

  /** Long enough for a JVM that starts on a busy machine. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Transcript stdout;
  private final Transcript stderr;

  AppProcess(Process process) {
    this.process = process;
    stdout = new Transcript("stdout", process.getInputStream());
    stderr = new Transcript("stderr", process.getErrorStream());
  }

  public Transcript stdout() {
    return stdout;
  }

  public Transcript stderr() {
    return stderr;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends what it has started, such as the server of a client, whatever that does. */
  public void endDescendants() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits for the line with which a test server tells its port. */
  public int port() {
    int index = stdout.await(0, line -> line.startsWith("PORT "), PATIENCE);
    return Integer.parseInt(stdout.line(index).substring("PORT ".length()));
  }

  public void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The process takes no input; stderr:\n" + stderr, e);
    }
  }

  public void closeStdin() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal such as {@code STOP}. */
  public void signal(String name) {
    try (AppProcess kill = App.start(List.of("kill", "-" + name, "" + pid()), Map.of())) {
      if (kill.awaitExit(PATIENCE) != 0) {
        throw new IllegalStateException("Cannot signal the process:\n" + kill.stderr);
      }
    }
  }

  public void terminate() {
    process.destroy();
  }

  /** Returns the exit status once the process has ended and all its output has been read. */
  public int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("Still running after " + atMost + "; stderr:\n" + stderr);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for an exit", e);
    }
    stdout.awaitEnd(PATIENCE);
    stderr.awaitEnd(PATIENCE);
    return process.exitValue();
  }

  /** Waits until the agent writes what happens: a call before then carries no context. */
  public void awaitAgent() {
    stderr.await(
        0, line -> line.contains("[mcp-otel-agent]") && line.contains(": MCP SDK"), PATIENCE);
  }

  /** The lines on stderr that are neither the test application's own nor the JVM's. */
  public List<String> agentLines() {
    return stderr.lines().stream().filter(line -> line.contains("[mcp-otel-agent]")).toList();
  }

  @Override
  public void close() {
    endDescendants();
    process.destroyForcibly();
  }
}
