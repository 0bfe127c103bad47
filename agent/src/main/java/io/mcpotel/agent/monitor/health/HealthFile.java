// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.PrivateFiles;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.ServerHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A file that says how the server is, for supervisors that can only run a command. It is replaced
 * as a whole, and again and again: a JVM that stands still is told by its age. It goes with the
 * JVM.
 */
public final class HealthFile implements Consumer<ServerHealth> {

  /** The system property that leads to it, for who knows the process only. */
  public static final String PROPERTY = "io.mcpotel.agent.health.file";

  private static final String PROCESS = "%p";
  private static final long UNTOLD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Path file;
  private final HealthJson json;
  private final AtomicReference<ServerHealth> latest = new AtomicReference<>();
  private volatile Thread writer;
  private volatile boolean hears;
  private boolean failing;
  private boolean ended;

  private HealthFile(Path file, String agentVersion) {
    this.file = file;
    this.json = new HealthJson(agentVersion);
  }

  /** Makes one, or logs why there is none. */
  public static HealthFile of(String path, String agentVersion) {
    try {
      String pid = Long.toString(ProcessHandle.current().pid());
      Path file = Path.of(path.replace(PROCESS, pid)).toAbsolutePath();
      if (file.getFileName() != null) {
        return new HealthFile(file, agentVersion);
      }
      AgentLog.line("health is not written to " + path + ": it is no file.");
    } catch (InvalidPathException e) {
      AgentLog.line("health is not written to " + path + ": " + e.getReason() + ".");
    }
    return null;
  }

  /**
   * Writes what it gets, on a thread that may have to wait for the disk. Nothing is written before
   * there is a server, and until then it looks for itself.
   */
  public void run(HealthSource serverHealth) {
    writer = Thread.currentThread();
    announce();
    while (true) {
      ServerHealth news = latest.getAndSet(null);
      if (news != null) {
        write(news);
      } else if (hears) {
        LockSupport.park(this);
      } else {
        write(serverHealth.now());
        LockSupport.parkNanos(this, UNTOLD_NANOS);
      }
    }
  }

  @Override
  public void accept(ServerHealth serverHealth) {
    latest.set(serverHealth);
    hears = true;
    LockSupport.unpark(writer);
  }

  /** The JVM ends, and nobody is to take the file for that of one that lives. */
  public synchronized void end() {
    ended = true;
    try {
      Files.deleteIfExists(PrivateFiles.behindLinks(file));
    } catch (IOException e) {
      AgentLog.line("cannot delete " + file + ": " + e);
    }
  }

  /** Replaces the file now; a failure is logged once, until it is over. */
  public synchronized void write(ServerHealth serverHealth) {
    if (ended) {
      return;
    }
    try {
      replace(json.of(serverHealth, true).getBytes(UTF_8));
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        failing = true;
        AgentLog.line("cannot write health to " + file + ", and tries again: " + e);
      }
    }
  }

  private void replace(byte[] text) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is no file");
    }
    // Of a link, the file that it leads to is replaced.
    Path target = PrivateFiles.behindLinks(file);
    Path whole =
        Files.createTempFile(
            target.getParent(), "mcp-health", ".tmp", PrivateFiles.ownerOnly(target));
    try {
      Files.write(whole, text);
      PrivateFiles.copyPermissions(target, whole);
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private void announce() {
    try {
      System.setProperty(PROPERTY, file.toString());
    } catch (RuntimeException e) {
      // The application may have properties of its own making there.
    }
  }
}
