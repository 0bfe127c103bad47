// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.opentelemetry.exporter.sender.okhttp.internal.OkHttpHttpSender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the HTTP sender at the first export, on the exporter's thread: the hundreds of classes of
 * an HTTP client are not for the application's start to pay.
 */
public final class LazyHttpSenderProvider implements HttpSenderProvider {

  /** By the specification of OTLP. */
  private static final Set<Integer> WORTH_ANOTHER = Set.of(429, 502, 503, 504);

  @Override
  public HttpSender createSender(HttpSenderConfig config) {
    return new LateHttpSender(config);
  }

  private static final class LateHttpSender implements HttpSender {
    private final HttpSenderConfig config;
    private final Retries<HttpResponse> retries;
    private HttpSender sender;

    LateHttpSender(HttpSenderConfig config) {
      this.config = config;
      this.retries =
          new Retries<>(
              config.getRetryPolicy(),
              config.getTimeout(),
              response -> WORTH_ANOTHER.contains(response.getStatusCode()));
    }

    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
      HttpSender now = sender();
      retries.send((response, error) -> now.send(message, response, error), onResponse, onError);
    }

    @Override
    public synchronized CompletableResultCode shutdown() {
      return sender == null ? CompletableResultCode.ofSuccess() : sender.shutdown();
    }

    private synchronized HttpSender sender() {
      if (sender == null) {
        sender =
            new OkHttpHttpSender(
                config.getEndpoint(),
                config.getContentType(),
                config.getCompressor(),
                config.getTimeout(),
                config.getConnectTimeout(),
                config.getHeadersSupplier(),
                config.getProxyOptions(),
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
