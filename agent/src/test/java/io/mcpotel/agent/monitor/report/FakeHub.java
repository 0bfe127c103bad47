// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpotel.agent.record.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes reports, and answers as a test says. */
final class FakeHub implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  /** What came in. */
  record Request(String path, Headers headers, String text, long nanos) {

    Map<?, ?> body() {
      return Json.parse(text);
    }
  }

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer http;
  private volatile int status = 200;
  private volatile Map<String, String> headers = Map.of();
  private volatile boolean isDumb;

  FakeHub() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::take);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/api/v1/metrics?key=hush";
  }

  void answer(int itsStatus, Map<String, String> itsHeaders) {
    status = itsStatus;
    headers = itsHeaders;
  }

  /** From now on it takes all and says nothing. */
  void becomeDumb() {
    isDumb = true;
  }

  Request next() throws InterruptedException {
    Request request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no report came");
    }
    return request;
  }

  int waiting() {
    return requests.size();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String path = exchange.getRequestURI().toString();
      requests.add(new Request(path, exchange.getRequestHeaders(), text, System.nanoTime()));
      if (isDumb) {
        closing.await();
      }
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
