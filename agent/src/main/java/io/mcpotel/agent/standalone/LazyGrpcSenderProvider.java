// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.opentelemetry.exporter.sender.okhttp.internal.OkHttpGrpcSender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the gRPC sender at the first export, on the exporter's thread: the hundreds of classes of
 * an HTTP client are not for the application's start to pay.
 */
public final class LazyGrpcSenderProvider implements GrpcSenderProvider {

  /** By the specification of OTLP. */
  private static final Set<GrpcStatusCode> WORTH_ANOTHER =
      EnumSet.of(
          GrpcStatusCode.CANCELLED,
          GrpcStatusCode.DEADLINE_EXCEEDED,
          GrpcStatusCode.RESOURCE_EXHAUSTED,
          GrpcStatusCode.ABORTED,
          GrpcStatusCode.OUT_OF_RANGE,
          GrpcStatusCode.UNAVAILABLE,
          GrpcStatusCode.DATA_LOSS);

  @Override
  public GrpcSender createSender(GrpcSenderConfig config) {
    return new LateGrpcSender(config);
  }

  private static final class LateGrpcSender implements GrpcSender {
    private final GrpcSenderConfig config;
    private final Retries<GrpcResponse> retries;
    private GrpcSender sender;

    LateGrpcSender(GrpcSenderConfig config) {
      this.config = config;
      this.retries =
          new Retries<>(
              config.getRetryPolicy(),
              config.getTimeout(),
              response -> WORTH_ANOTHER.contains(response.getStatusCode()));
    }

    @Override
    public void send(
        MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
      GrpcSender now = sender();
      retries.send((response, error) -> now.send(message, response, error), onResponse, onError);
    }

    @Override
    public synchronized CompletableResultCode shutdown() {
      return sender == null ? CompletableResultCode.ofSuccess() : sender.shutdown();
    }

    private synchronized GrpcSender sender() {
      if (sender == null) {
        sender =
            new OkHttpGrpcSender(
                config.getEndpoint().resolve("/" + config.getFullMethodName()).toString(),
                config.getCompressor(),
                config.getTimeout(),
                config.getConnectTimeout(),
                config.getHeadersSupplier(),
                null, // What is sent again is our matter.
                config.getSslContext(),
                config.getTrustManager(),
                config.getExecutorService(),
                config.getMaxResponseBodySize());
      }
      return sender;
    }
  }
}
