// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.process.AppProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Takes the reports of servers. */
public final class FakeHub implements AutoCloseable {

  /** One that came in. */
  public record Report(String authorization, Map<String, Object> body) {

    /** One of its six numbers. */
    public Object metric(String name) {
      return Json.object(body, "metrics").get(name);
    }

    public Map<String, Object> mcp() {
      return Json.object(body, "mcp");
    }

    public boolean isLast() {
      return mcp().containsKey("final");
    }
  }

  private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  public FakeHub() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/api/v1/metrics", this::take);
    http.start();
  }

  /** Where it is, without the path. */
  public String root() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** The next report that is so. */
  public Report await(Predicate<Report> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    while (true) {
      Report report = reports.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (report == null) {
        throw new AssertionError("no such report came");
      }
      if (wanted.test(report)) {
        return report;
      }
    }
  }

  public boolean hasMore() {
    return !reports.isEmpty();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      reports.add(new Report(authorization, Json.parse(text)));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
