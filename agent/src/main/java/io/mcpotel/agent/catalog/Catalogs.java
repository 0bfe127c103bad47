// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.catalog;

import io.mcpotel.agent.core.AgentLog;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What all clients of this JVM know of the tools of their servers, by the servers' names. All of
 * the work is done on one thread of ours, which goes when there has been none for a while.
 */
public final class Catalogs {

  static final int MOST_SERVERS = 200;

  /** Of all servers together: one of them may make up names. */
  private static final int MOST_TOOLS = 20_000;

  private static final int MOST_WAITING = 1_000;
  private static final long IDLE_SECONDS = 5;

  /** How long to wait for more before the file is written: a list may have many pages. */
  private static final long GATHERING_MILLIS = 200;

  /** Work for our thread, which logs what it throws. */
  public interface Task {
    void run() throws Exception;
  }

  private final Baseline baseline;
  private final ThreadPoolExecutor thread;
  private final CountDownLatch ending = new CountDownLatch(1);

  private final Map<String, Catalog> byServer = new LinkedHashMap<>();
  private boolean hasRead;
  private int tools;

  /**
   * Makes one that knows nothing, and whose thread is started by the first task.
   *
   * @param baseline the file that it is kept in, or null
   * @param threads makes the thread
   */
  public Catalogs(String baseline, ThreadFactory threads) {
    this.baseline = baseline(baseline);
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            threads,
            (task, full) ->
                AgentLog.once(
                    "tools are listed faster than they can be compared; changes may be missed."));
    this.thread.allowCoreThreadTimeOut(true);
  }

  /** Does something on our thread, after all that it was given before. */
  public void later(Task task) {
    thread.execute(
        () -> {
          try {
            task.run();
            keep();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (Throwable t) {
            AgentLog.report("comparing tools", t);
          }
        });
  }

  /** On our thread: the catalogue of the server of this name; null where there is no room. */
  public Catalog of(String server) {
    if (baseline != null && !hasRead) {
      hasRead = true;
      baseline.read(this::known);
    }
    return known(server);
  }

  /** Before the JVM ends: finishes what was begun, if it takes no longer than this. */
  public void end(long nanos) throws InterruptedException {
    ending.countDown();
    if (thread.getTaskCount() > 0) {
      CountDownLatch done = new CountDownLatch(1);
      thread.execute(done::countDown);
      done.await(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private Catalog known(String server) {
    Catalog known = byServer.get(server);
    if (known == null && byServer.size() < MOST_SERVERS) {
      known = new Catalog(this::hasRoom);
      byServer.put(server, known);
    }
    if (known == null) {
      AgentLog.once("there are so many servers that changes of the tools of some are not told.");
    }
    return known;
  }

  private boolean hasRoom() {
    if (tools == MOST_TOOLS) {
      return false;
    }
    tools++;
    return true;
  }

  /** Writes what is new, unless more comes soon, after which it is written too. */
  private void keep() throws InterruptedException {
    if (!hasRead || isMoreToCome()) {
      return;
    }
    boolean news = false;
    for (Catalog catalog : byServer.values()) {
      news |= catalog.takeNews();
    }
    if (news) {
      baseline.write(byServer);
    }
  }

  private boolean isMoreToCome() throws InterruptedException {
    return thread.getQueue().isEmpty()
        ? !ending.await(GATHERING_MILLIS, TimeUnit.MILLISECONDS) && !thread.getQueue().isEmpty()
        : ending.getCount() > 0;
  }

  private static Baseline baseline(String file) {
    try {
      return file == null ? null : new Baseline(Path.of(file));
    } catch (InvalidPathException e) {
      AgentLog.line("cannot keep a catalogue of tools in " + file + ": " + e.getMessage());
      return null;
    }
  }
}
