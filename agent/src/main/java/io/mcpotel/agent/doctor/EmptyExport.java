// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.standalone.OtlpTarget;
import io.opentelemetry.exporter.internal.TlsConfigHelper;
import io.opentelemetry.exporter.sender.okhttp.internal.OkHttpGrpcSender;
import io.opentelemetry.exporter.sender.okhttp.internal.OkHttpHttpSender;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends an export without anything in it, as the agent's exporters would, and brings the answer.
 */
final class EmptyExport {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int LONGEST_ANSWER = 4_096;

  private static final String PACKAGE = "/opentelemetry.proto.collector.";
  private static final Map<String, String> METHODS =
      Map.of(
          "traces", PACKAGE + "trace.v1.TraceService/Export",
          "metrics", PACKAGE + "metrics.v1.MetricsService/Export",
          "logs", PACKAGE + "logs.v1.LogsService/Export");

  private static final MessageWriter NOTHING =
      new MessageWriter() {
        @Override
        public void writeMessage(OutputStream output) {}

        @Override
        public int getContentLength() {
          return 0;
        }
      };

  private EmptyExport() {}

  /**
   * What came back; a number is -1 and a text null where there is none.
   *
   * @param http the status of HTTP
   * @param grpc that of gRPC
   * @param text what the server said
   * @param error why there is no answer
   */
  record Answer(int http, GrpcStatusCode grpc, String text, Throwable error) {

    boolean isTaken() {
      return http >= 200 && http < 300 && !isPage() || grpc == GrpcStatusCode.OK;
    }

    /** Whether it is meant for a browser. */
    boolean isPage() {
      return http > 0 && text.stripLeading().toLowerCase().startsWith("<");
    }
  }

  static Answer send(OtlpTarget target, Duration timeout) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    try {
      TlsConfigHelper tls = tls(target);
      if (target.grpc()) {
        new OkHttpGrpcSender(
                target.endpoint().resolve(METHODS.get(target.signal())).toString(),
                null,
                timeout,
                CONNECT,
                target::headers,
                null,
                tls == null ? null : tls.getSslContext(),
                tls == null ? null : tls.getTrustManager(),
                null,
                LONGEST_ANSWER)
            .send(
                NOTHING,
                response -> answer.complete(of(response)),
                error -> answer.complete(failed(error, timeout)));
      } else {
        new OkHttpHttpSender(
                target.endpoint(),
                "application/x-protobuf",
                null,
                timeout,
                CONNECT,
                target::headers,
                null,
                null,
                tls == null ? null : tls.getSslContext(),
                tls == null ? null : tls.getTrustManager(),
                null,
                LONGEST_ANSWER)
            .send(
                NOTHING,
                response -> answer.complete(of(response)),
                error -> answer.complete(failed(error, timeout)));
      }
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return failed(e, timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(e, timeout);
    } catch (ExecutionException | IOException | RuntimeException e) {
      return failed(e, timeout);
    }
  }

  private static Answer of(HttpResponse response) {
    byte[] body = response.getResponseBody();
    return new Answer(
        response.getStatusCode(), null, body == null ? "" : new String(body, UTF_8), null);
  }

  private static Answer of(GrpcResponse response) {
    String text = response.getStatusDescription();
    return new Answer(-1, response.getStatusCode(), text == null ? "" : text, null);
  }

  /** Whether the client or we give up first is chance. */
  private static Answer failed(Throwable error, Duration timeout) {
    boolean late = error instanceof TimeoutException || error instanceof InterruptedIOException;
    return new Answer(
        -1, null, null, late ? new TimeoutException("after " + timeout.toSeconds() + " s") : error);
  }

  private static TlsConfigHelper tls(OtlpTarget target) throws IOException {
    if (target.certificate() == null && target.clientKey() == null) {
      return null;
    }
    TlsConfigHelper tls = new TlsConfigHelper();
    if (target.certificate() != null) {
      tls.setTrustManagerFromCerts(bytes(target.certificate()));
    }
    if (target.clientKey() != null && target.clientCertificate() != null) {
      tls.setKeyManagerFromCerts(bytes(target.clientKey()), bytes(target.clientCertificate()));
    }
    return tls;
  }

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(Path.of(file));
  }
}
