// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.opentelemetry.exporter.sender.okhttp.internal.OkHttpGrpcSenderProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.function.Consumer;

/**
 * Makes the gRPC sender at the first export, on the exporter's thread: the hundreds of classes of
 * an HTTP client are not for the application's start to pay.
 */
public final class LateGrpcSenderProvider implements GrpcSenderProvider {

  @Override
  public GrpcSender createSender(GrpcSenderConfig config) {
    return new LateGrpcSender(config);
  }

  private static final class LateGrpcSender implements GrpcSender {
    private final GrpcSenderConfig config;
    private GrpcSender sender;

    LateGrpcSender(GrpcSenderConfig config) {
      this.config = config;
    }

    @Override
    public void send(
        MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
      sender().send(message, onResponse, onError);
    }

    @Override
    public synchronized CompletableResultCode shutdown() {
      return sender == null ? CompletableResultCode.ofSuccess() : sender.shutdown();
    }

    private synchronized GrpcSender sender() {
      if (sender == null) {
        sender = new OkHttpGrpcSenderProvider().createSender(config);
      }
      return sender;
    }
  }
}
