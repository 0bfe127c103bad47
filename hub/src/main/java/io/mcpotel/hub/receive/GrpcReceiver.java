// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.mcpotel.hub.access.Gate;
import io.mcpotel.hub.access.Tls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** OTLP over gRPC. No thread waits for a commit: the answer is sent by it. */
public final class GrpcReceiver implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int MOST_CALLS = 32;

  private final Intake intake;
  private final Server server;
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "hub-grpc");
            thread.setDaemon(true);
            return thread;
          });

  public GrpcReceiver(InetSocketAddress address, Intake intake) throws IOException {
    this(address, intake, Gate.open(), Optional.empty());
  }

  public GrpcReceiver(InetSocketAddress address, Intake intake, Gate gate, Optional<Tls> tls)
      throws IOException {
    this(address, intake, gate, tls, Room.OF_ALL, GrpcRoom.PATIENCE_MILLIS);
  }

  GrpcReceiver(
      InetSocketAddress address,
      Intake intake,
      Gate gate,
      Optional<Tls> tls,
      Room forBodies,
      long patienceMillis)
      throws IOException {
    this.intake = intake;
    threads.setRemoveOnCancelPolicy(true);
    GrpcRoom room = new GrpcRoom(forBodies, patienceMillis, intake.tally(), threads);
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address);
    if (tls.isPresent()) {
      builder.sslContext(context(tls.get()));
    }
    server =
        builder
            .addStreamTracerFactory(room)
            .intercept(room)
            .intercept(new TokenInterceptor(gate))
            .executor(threads)
            .maxInboundMessageSize(Body.MOST)
            .maxConcurrentCallsPerConnection(MOST_CALLS)
            .maxConnectionIdle(10, TimeUnit.MINUTES)
            .keepAliveTime(1, TimeUnit.MINUTES)
            .addService(new Traces())
            .addService(new Metrics())
            .addService(new Logs())
            .build()
            .start();
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    threads.shutdown();
  }

  /** By the JDK: Netty's own library would be unpacked, and left behind by {@code kill -9}. */
  private static SslContext context(Tls tls) throws IOException {
    return GrpcSslContexts.configure(
            SslContextBuilder.forServer(tls.key(), tls.chain()), SslProvider.JDK)
        .build();
  }

  private <R extends Message> void keep(
      Signal signal, Message request, Class<R> type, StreamObserver<R> response) {
    try {
      Received received = signal.rows(request, new Times(Instant.now()));
      intake
          .offer(received)
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  response.onNext(type.cast(signal.response(received)));
                  response.onCompleted();
                } else {
                  intake.tally().refused(503);
                  response.onError(later(Code.UNAVAILABLE, Intake.FAILED));
                }
              });
    } catch (Refused e) {
      intake.tally().refused(e.status());
      response.onError(later(Code.RESOURCE_EXHAUSTED, e.getMessage()));
    } catch (RuntimeException e) {
      System.err.println("[mcp-otel-hub] A call of gRPC failed: " + e);
      response.onError(
          Status.INTERNAL
              .withDescription("the hub failed at this: see its stderr")
              .asRuntimeException());
    }
  }

  /** A sender tries again only where it is told when. */
  static StatusRuntimeException later(Code code, String message) {
    Duration delay =
        Duration.newBuilder().setSeconds(Long.parseLong(Intake.RETRY_AFTER_SECONDS)).build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
            .build());
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> response) {
      keep(Signal.TRACES, request, ExportTraceServiceResponse.class, response);
    }
  }

  private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> response) {
      keep(Signal.METRICS, request, ExportMetricsServiceResponse.class, response);
    }
  }

  private final class Logs extends LogsServiceGrpc.LogsServiceImplBase {
    @Override
    public void export(
        ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> response) {
      keep(Signal.LOGS, request, ExportLogsServiceResponse.class, response);
    }
  }
}
