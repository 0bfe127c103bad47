// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.mcpotel.hub.access.Gate;
import io.mcpotel.hub.access.Refusal;
import io.mcpotel.hub.access.Right;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Lets calls of gRPC in that have a token to send. */
final class TokenInterceptor implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Gate gate;

  TokenInterceptor(Gate gate) {
    this.gate = gate;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<Refusal> refusal =
        gate.refusal(
            Right.SEND,
            headers.get(AUTHORIZATION),
            from(call),
            call.getMethodDescriptor().getFullMethodName());
    if (refusal.isEmpty()) {
      return next.startCall(call, headers);
    }
    StatusRuntimeException status = status(refusal.get());
    call.close(status.getStatus(), status.getTrailers());
    return new ServerCall.Listener<>() {};
  }

  private static InetAddress from(ServerCall<?, ?> call) {
    return ((InetSocketAddress) call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR))
        .getAddress();
  }

  private static StatusRuntimeException status(Refusal refusal) {
    Status.Code code =
        switch (refusal.status()) {
          case Refusal.UNAUTHORIZED -> Status.Code.UNAUTHENTICATED;
          case Refusal.FORBIDDEN -> Status.Code.PERMISSION_DENIED;
          default -> Status.Code.RESOURCE_EXHAUSTED;
        };
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(refusal.message());
    if (refusal.retryAfterSeconds() > 0) {
      Duration delay = Duration.newBuilder().setSeconds(refusal.retryAfterSeconds()).build();
      status.addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }
}
