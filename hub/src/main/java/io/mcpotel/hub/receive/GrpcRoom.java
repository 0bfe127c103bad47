// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.google.rpc.Code;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that what comes in by gRPC takes no more memory than bodies may, and not for ever. The
 * bytes of a message are counted as they come, for nothing tells before how many there will be.
 */
final class GrpcRoom extends ServerStreamTracer.Factory implements ServerInterceptor {

  static final long PATIENCE_MILLIS = 20_000;
  private static final Context.Key<Taken> TAKEN = Context.key("room");

  private final Room room;
  private final long patienceMillis;
  private final Tally tally;
  private final ScheduledExecutorService threads;

  GrpcRoom(Room room, long patienceMillis, Tally tally, ScheduledExecutorService threads) {
    this.room = room;
    this.patienceMillis = patienceMillis;
    this.tally = tally;
    this.threads = threads;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new Taken();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Taken taken = TAKEN.get();
    taken.begin(call);
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onHalfClose() {
        if (taken.isWhole()) {
          super.onHalfClose();
        }
      }
    };
  }

  /** By one call. */
  private final class Taken extends ServerStreamTracer {

    private ServerCall<?, ?> call;
    private Future<?> late;
    private int bytes;
    private long wireBytes;
    private long unpackedBytes;
    private boolean isOver;

    @Override
    public Context filterContext(Context context) {
      return context.withValue(TAKEN, this);
    }

    synchronized void begin(ServerCall<?, ?> begun) {
      call = begun;
      late = threads.schedule(this::cutOff, patienceMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void inboundWireSize(long more) {
      wireBytes += more;
      take();
    }

    @Override
    public synchronized void inboundUncompressedSize(long more) {
      unpackedBytes += more;
      take();
    }

    /** The larger of the two is what is in memory. */
    private void take() {
      int more = (int) (Math.max(wireBytes, unpackedBytes) - bytes);
      if (isOver || more <= 0) {
        return;
      }
      if (room.take(more)) {
        bytes += more;
      } else {
        tally.refused(429);
        // Not by the thread of the connection, which is in the midst of reading it.
        refuse(GrpcReceiver.later(Code.RESOURCE_EXHAUSTED, Body.TOO_MANY));
      }
    }

    /** Whether the message has come and may be kept. */
    synchronized boolean isWhole() {
      late.cancel(false);
      return !isOver;
    }

    @Override
    public synchronized void streamClosed(Status status) {
      isOver = true;
      if (late != null) {
        late.cancel(false);
      }
      room.giveBack(bytes);
      bytes = 0;
    }

    private synchronized void cutOff() {
      if (!isOver) {
        tally.refused(408);
        refuse(
            Status.DEADLINE_EXCEEDED
                .withDescription("the batch took longer than " + patienceMillis + " ms")
                .asRuntimeException());
      }
    }

    private void refuse(StatusRuntimeException status) {
      isOver = true;
      Metadata trailers = status.getTrailers() == null ? new Metadata() : status.getTrailers();
      threads.execute(() -> call.close(status.getStatus(), trailers));
    }
  }
}
