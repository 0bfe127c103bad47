// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.mcpotel.hub.Batches;
import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that is slow or broken: what has no room is refused, and nothing is acknowledged. */
class FullQueueTest {

  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final SlowStore store = new SlowStore();
  private final CommitQueue queue = new CommitQueue(store, 10);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpListener http;
  private GrpcReceiver grpc;

  @BeforeEach
  void start() throws Exception {
    Intake intake = new Intake(queue);
    http = new HttpListener(ANY);
    HttpReceiver.serve(http, intake);
    http.start();
    grpc = new GrpcReceiver(ANY, intake);
  }

  @AfterEach
  void end() {
    store.writes.release(1_000);
    http.close();
    grpc.close();
    queue.close();
  }

  @Test
  void aFullQueueIsTooManyRequestsAndResourceExhausted() throws Exception {
    CompletableFuture<HttpResponse<String>> first = send("a", 8);
    store.writing.await();

    HttpResponse<String> refused = send("b", 8).get();
    assertEquals(429, refused.statusCode());
    assertEquals("2", refused.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, grpcFailure());
    assertFalse(first.isDone());

    store.writes.release(1_000);
    assertEquals(200, first.get().statusCode());
    assertEquals(200, send("b", 8).get().statusCode());
  }

  @Test
  void aStoreThatCannotWriteIsUnavailable() throws Exception {
    store.broken = true;
    store.writes.release(1_000);

    HttpResponse<String> refused = send("a", 1).get();
    assertEquals(503, refused.statusCode());
    assertEquals("2", refused.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(Status.Code.UNAVAILABLE, grpcFailure());

    store.broken = false;
    assertEquals(200, send("a", 1).get().statusCode());
  }

  private CompletableFuture<HttpResponse<String>> send(String service, int operations) {
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/v1/logs"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(batch(service, operations).toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Status.Code grpcFailure() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", grpc.port()).usePlaintext().build();
    try {
      LogsServiceGrpc.LogsServiceBlockingStub stub = LogsServiceGrpc.newBlockingStub(channel);
      return assertThrows(StatusRuntimeException.class, () -> stub.export(batch("g", 8)))
          .getStatus()
          .getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  private static ExportLogsServiceRequest batch(String service, int operations) {
    return Batches.operations(
        service, IntStream.range(0, operations).mapToObj(i -> "" + i).toList());
  }

  private static final class SlowStore implements Store {

    final CountDownLatch writing = new CountDownLatch(1);
    final Semaphore writes = new Semaphore(0);
    volatile boolean broken;

    @Override
    public void append(List<Row> rows) throws StoreException {
      writing.countDown();
      writes.acquireUninterruptibly();
      if (broken) {
        throw new StoreException("no space left on device", null);
      }
    }

    @Override
    public List<Map<String, Object>> query(String sql, Map<String, Object> parameters) {
      return List.of();
    }

    @Override
    public void drop(LocalDate day) {}

    @Override
    public void close() {}
  }
}
