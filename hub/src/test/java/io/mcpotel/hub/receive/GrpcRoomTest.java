// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.mcpotel.hub.Batches;
import io.mcpotel.hub.access.Gate;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes in by gRPC counts as bodies of HTTP do. */
@Timeout(120)
class GrpcRoomTest {

  private static final int BYTES = 100_000;

  @TempDir Path folder;
  private final Room room = new Room(BYTES);
  private DuckDb store;
  private CommitQueue queue;
  private GrpcReceiver grpc;
  private ManagedChannel channel;

  @Test
  void whatHasNoRoomIsToComeAgainLaterAndGivesItsRoomBack() throws Exception {
    start(60_000);
    LogsServiceGrpc.LogsServiceBlockingStub stub = LogsServiceGrpc.newBlockingStub(channel);
    ExportLogsServiceRequest much = batch(2_000);
    assertTrue(much.getSerializedSize() > 2 * BYTES);
    for (int i = 0; i < 3; i++) {
      StatusRuntimeException refused =
          assertThrows(StatusRuntimeException.class, () -> stub.export(much));
      assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
      RetryInfo retry = StatusProto.fromThrowable(refused).getDetails(0).unpack(RetryInfo.class);
      assertEquals(2, retry.getRetryDelay().getSeconds());
      assertFalse(stub.export(batch(10)).hasPartialSuccess());
    }
    awaitAll();
  }

  @Test
  void whatIsPackedTakesTheRoomOfWhatIsInIt() throws Exception {
    start(60_000);
    LogsServiceGrpc.LogsServiceBlockingStub stub =
        LogsServiceGrpc.newBlockingStub(channel).withCompression("gzip");
    ExportLogsServiceRequest much = batch(2_000);
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> stub.export(much));
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode());
    assertFalse(stub.export(batch(10)).hasPartialSuccess());
    awaitAll();
  }

  @Test
  void whoDoesNotSendWhatItBeganIsCutOff() throws Exception {
    start(500);
    CompletableFuture<Status.Code> ended = new CompletableFuture<>();
    channel
        .newCall(
            // With one of a single message nothing is sent before it.
            LogsServiceGrpc.getExportMethod().toBuilder()
                .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                .build(),
            CallOptions.DEFAULT)
        .start(
            new ClientCall.Listener<>() {
              @Override
              public void onClose(Status status, Metadata trailers) {
                ended.complete(status.getCode());
              }
            },
            new Metadata());
    assertEquals(Status.Code.DEADLINE_EXCEEDED, ended.get());
  }

  private void start(long patienceMillis) throws Exception {
    store = DuckDb.open(DataFolder.open(folder));
    queue = new CommitQueue(store, 50_000);
    grpc =
        new GrpcReceiver(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Intake(queue),
            Gate.open(),
            Optional.empty(),
            room,
            patienceMillis);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", grpc.port()).usePlaintext().build();
  }

  @AfterEach
  void end() throws Exception {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    grpc.close();
    queue.close();
    store.close();
  }

  private void awaitAll() throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (room.left() < BYTES && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    assertEquals(BYTES, room.left());
  }

  private static ExportLogsServiceRequest batch(int operations) {
    return Batches.operations(
        "weather", IntStream.range(0, operations).mapToObj(i -> "" + i).toList());
  }
}
