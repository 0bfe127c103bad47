// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An OTLP receiver over HTTP and protobuf on the loopback interface, for the demo and the tests.
 *
 * <p>It can be told to misbehave: to answer with any status and body, and to answer late. What it
 * answers in its own way is stored; what it was told to answer otherwise is not, so that a client
 * which tries again is stored once.
 */
public final class OtlpReceiver implements AutoCloseable {

  private final TelemetryStore store = new TelemetryStore();
  private final ExportHandler handler = new ExportHandler(store);
  private final ExecutorService threads;
  private final HttpServer server;

  private OtlpReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "otlp-receiver");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  public static OtlpReceiver start() {
    return start(0);
  }

  public static OtlpReceiver start(int port) {
    try {
      return new OtlpReceiver(port);
    } catch (IOException e) {
      throw new UncheckedIOException("No OTLP receiver on port " + port, e);
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public TelemetryStore store() {
    return store;
  }

  /** From now on answers every request like this and stores nothing. */
  public void respondWith(int status, byte[] body) {
    handler.respondWith(new ExportHandler.Answer(status, body.clone()));
  }

  public void respondNormally() {
    handler.respondWith(null);
  }

  /** From now on waits this long before each answer; what is sent is stored before the wait. */
  public void delayResponses(Duration delay) {
    handler.delayResponses(delay);
  }

  /** Counts the requests that were read whole, whatever they were answered. */
  public int requestCount() {
    return handler.requests().size();
  }

  /** The headers of each request, names in lower case, and its path under {@code :path}. */
  public List<Map<String, String>> requestHeaders() {
    return handler.requests();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
