// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A server that hangs in every way, {@code stdio|streamable} and {@code sync|async}: while the file
 * of the third argument is there, all that hangs goes on. When that is renamed to {@code .over}, it
 * is deleted, and what hangs from then on does so.
 */
public final class HungServer {

  private static final long LOOK_MILLIS = 20;

  /** What lets one call go on that hangs. */
  private static final Queue<AutoCloseable> ends = new ConcurrentLinkedQueue<>();

  private static final AtomicInteger round = new AtomicInteger();

  /** What a tool does; it may wait as long as it likes. */
  private interface Body {
    CallToolResult call(CallToolRequest call) throws Exception;
  }

  private HungServer() {}

  public static void main(String[] args) throws Exception {
    Thread ending = new Thread(() -> watch(Path.of(args[2])));
    ending.setDaemon(true);
    ending.start();
    boolean http = args[0].equals("streamable");
    Object provider = http ? Transports.streamableServer() : Transports.stdioServer();
    Object spec = Sdk.callStatic("server.McpServer", args[1], provider);
    if (args[1].equals("async")) {
      AsyncServers.build(spec, async());
    } else {
      SyncServers.build(spec, sync());
    }
    if (http) {
      ServerMain.listen((HttpServlet) provider, () -> {});
    }
    new CountDownLatch(1).await();
  }

  private static Map<String, Body> bodies() {
    Map<String, Body> bodies = new LinkedHashMap<>();
    bodies.put("echo", call -> Catalog.text("echoed"));
    bodies.put("work", HungServer::work);
    bodies.put("export", HungServer::work);
    bodies.put("deadlock", call -> deadlock());
    bodies.put("spin", call -> spin());
    bodies.put("blackhole", call -> blackhole());
    return bodies;
  }

  private static Map<String, SyncTools.Body> sync() {
    Map<String, SyncTools.Body> tools = new LinkedHashMap<>();
    bodies().forEach((name, body) -> tools.put(name, (exchange, call) -> run(body, call)));
    tools.put(
        "ask",
        (exchange, call) -> {
          exchange.createMessage(Requests.sampling(call));
          return Catalog.text("asked");
        });
    tools.put(
        "index",
        (exchange, call) -> {
          int begun = round.get();
          while (round.get() == begun) {
            Exchange.progress(exchange);
            run(HungServer::work, call);
          }
          return Catalog.text("indexed");
        });
    return tools;
  }

  private static Map<String, AsyncTools.Body> async() {
    Map<String, AsyncTools.Body> tools = new LinkedHashMap<>();
    bodies()
        .forEach(
            (name, body) ->
                tools.put(
                    name,
                    (exchange, call) ->
                        Mono.fromCallable(() -> body.call(call))
                            .subscribeOn(Schedulers.boundedElastic())));
    tools.put(
        "ask",
        (exchange, call) ->
            exchange.createMessage(Requests.sampling(call)).thenReturn(Catalog.text("asked")));
    tools.put(
        "index",
        (exchange, call) -> {
          int begun = round.get();
          return Mono.defer(() -> (Mono<?>) Exchange.progress(exchange))
              .then(Mono.delay(Duration.ofMillis(millis(call))))
              .repeat(() -> round.get() == begun)
              .then(Mono.just(Catalog.text("indexed")));
        });
    return tools;
  }

  private static CallToolResult run(Body body, CallToolRequest call) {
    try {
      return body.call(call);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long millis(CallToolRequest call) {
    return ((Number) call.arguments().get("ms")).longValue();
  }

  private static CallToolResult work(CallToolRequest call) throws InterruptedException {
    Thread.sleep(millis(call));
    return Catalog.text("worked");
  }

  /** This thread and another hold what the other one wants. */
  private static CallToolResult deadlock() {
    Lock one = new ReentrantLock();
    Lock other = new ReentrantLock();
    CountDownLatch both = new CountDownLatch(2);
    Thread opponent = new Thread(() -> lock(other, one, both));
    opponent.setDaemon(true);
    opponent.start();
    ends.add(opponent::interrupt);
    lock(one, other, both);
    return Catalog.text("unlocked");
  }

  private static void lock(Lock first, Lock second, CountDownLatch both) {
    first.lock();
    try {
      both.countDown();
      both.await();
      second.lockInterruptibly();
      second.unlock();
    } catch (InterruptedException e) {
      // Whoever ends it asked for that.
      Thread.interrupted();
    } finally {
      first.unlock();
    }
  }

  private static CallToolResult spin() {
    int begun = round.get();
    while (round.get() == begun) {
      Thread.onSpinWait();
    }
    return Catalog.text("spun");
  }

  /** Reads from somebody who takes the connection and says nothing, as a dead database does. */
  private static CallToolResult blackhole() throws IOException {
    try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket asking = new Socket(hole.getInetAddress(), hole.getLocalPort());
        Socket silent = hole.accept()) {
      ends.add(silent);
      asking.getInputStream().read();
      return Catalog.text("closed");
    }
  }

  private static void watch(Path end) {
    Path over = end.resolveSibling(end.getFileName() + ".over");
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        if (Files.exists(end)) {
          round.incrementAndGet();
          for (AutoCloseable one = ends.poll(); one != null; one = ends.poll()) {
            one.close();
          }
        }
        Files.deleteIfExists(over);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
