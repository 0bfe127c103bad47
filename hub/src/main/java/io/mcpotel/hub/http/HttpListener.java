// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.mcpotel.hub.access.Gate;
import io.mcpotel.hub.access.Right;
import io.mcpotel.hub.access.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's server, with as many threads, connections and seconds as it may have. */
public final class HttpListener implements AutoCloseable {

  private static final int THREADS = 64;
  private static final int MOST_QUEUED = 1_024;
  private static final int WAITING = 256;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Gate gate;
  private final boolean loopbackOnly;

  static {
    // One that sends its request slower than this is cut off.
    setUnlessSet("sun.net.httpserver.maxReqTime", "20");
    setUnlessSet("sun.net.httpserver.maxRspTime", "60");
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("jdk.httpserver.maxConnections", "1024");
  }

  public HttpListener(InetSocketAddress address) throws IOException {
    this(address, Gate.open(), Optional.empty());
  }

  public HttpListener(InetSocketAddress address, Gate gate, Optional<Tls> tls) throws IOException {
    this.gate = gate;
    loopbackOnly = address.getAddress().isLoopbackAddress();
    server = tls.isPresent() ? secured(address, tls.get()) : HttpServer.create(address, WAITING);
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_QUEUED),
            task -> {
              Thread thread = new Thread(task, "hub-http-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    threads = pool;
    server.setExecutor(threads);
  }

  /** What one needs a token to read for, where tokens are needed. */
  public void serve(String path, HttpHandler handler) {
    serve(path, Right.READ, handler);
  }

  public void serve(String path, Right right, HttpHandler handler) {
    List<Filter> filters =
        server.createContext(path, exchange -> guarded(handler, exchange)).getFilters();
    if (loopbackOnly) {
      filters.add(new LoopbackHost());
    }
    filters.add(new SameOrigin());
    filters.add(new TokenFilter(gate, right));
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private static HttpServer secured(InetSocketAddress address, Tls tls) throws IOException {
    HttpsServer server = HttpsServer.create(address, WAITING);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    return server;
  }

  /** The JDK's server would close the connection without a word. */
  private static void guarded(HttpHandler handler, HttpExchange exchange) throws IOException {
    try {
      handler.handle(exchange);
    } catch (RuntimeException | Error e) {
      System.err.println("[mcp-otel-hub] " + exchange.getRequestURI().getPath() + " failed: " + e);
      if (exchange.getResponseCode() < 0) {
        Answer.error(exchange, 500, "the hub failed at this: see its stderr");
      }
    } finally {
      exchange.close();
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
