// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.opentelemetry.exporter.sender.okhttp.internal.OkHttpHttpSenderProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.function.Consumer;

/**
 * Makes the HTTP sender at the first export, on the exporter's thread: the hundreds of classes of
 * an HTTP client are not for the application's start to pay.
 */
public final class LateHttpSenderProvider implements HttpSenderProvider {

  @Override
  public HttpSender createSender(HttpSenderConfig config) {
    return new LateHttpSender(config);
  }

  private static final class LateHttpSender implements HttpSender {
    private final HttpSenderConfig config;
    private HttpSender sender;

    LateHttpSender(HttpSenderConfig config) {
      this.config = config;
    }

    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
      sender().send(message, onResponse, onError);
    }

    @Override
    public synchronized CompletableResultCode shutdown() {
      return sender == null ? CompletableResultCode.ofSuccess() : sender.shutdown();
    }

    private synchronized HttpSender sender() {
      if (sender == null) {
        sender = new OkHttpHttpSenderProvider().createSender(config);
      }
      return sender;
    }
  }
}
