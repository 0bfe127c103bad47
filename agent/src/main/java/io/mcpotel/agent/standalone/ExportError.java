// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.AgentLog;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.HttpResponse;

/** What became of an export that was not taken, in words that may be printed. */
final class ExportError {

  private ExportError() {}

  /** What went wrong, or null where nothing did. */
  static String of(CompletableResultCode result) {
    return result.isSuccess() ? null : of(result.getFailureThrowable());
  }

  private static String of(Throwable failure) {
    if (failure instanceof FailedExportException.HttpExportException http
        && http.getResponse() != null) {
      return of(http.getResponse());
    }
    if (failure instanceof FailedExportException.GrpcExportException grpc
        && grpc.getResponse() != null) {
      return of(grpc.getResponse());
    }
    Throwable cause =
        failure instanceof FailedExportException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause == null ? "it was given up" : AgentLog.words(cause);
  }

  private static String of(HttpResponse response) {
    return "HTTP " + response.getStatusCode() + " " + AgentLog.words(response.getStatusMessage());
  }

  private static String of(GrpcResponse response) {
    return "gRPC "
        + response.getStatusCode()
        + " "
        + AgentLog.words(String.valueOf(response.getStatusDescription()));
  }
}
