// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.http.HostNames;
import io.mcpotel.agent.http.HttpPages;
import io.mcpotel.agent.http.SharedListener;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** Collects the metrics when the page is read, on the one thread that reads it. */
final class PrometheusReader implements MetricReader {

  private final PrometheusMetricReader reader;
  private final DefaultAggregationSelector aggregations;
  private final SharedListener listener;

  private PrometheusReader(
      PrometheusMetricReader reader,
      DefaultAggregationSelector aggregations,
      SharedListener listener) {
    this.reader = reader;
    this.aggregations = aggregations;
    this.listener = listener;
  }

  /** Serves a page from now on; no class of Prometheus's is loaded before this is called. */
  static MetricReader start(
      InetSocketAddress address,
      HostNames names,
      String path,
      DefaultAggregationSelector aggregations)
      throws IOException {
    PrometheusMetricReader reader = PrometheusMetricReader.create();
    HttpPages pages = new HttpPages(names, Map.of(path, new PrometheusPage(reader)));
    return new PrometheusReader(
        reader, aggregations, SharedListener.serve(address, pages, PrometheusReader::thread));
  }

  /** It is made where the SDK is set up: on a thread of ours, of which it may inherit. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "mcp-otel-agent-prometheus", 0, false);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void register(CollectionRegistration registration) {
    reader.register(registration);
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return reader.getAggregationTemporality(type);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return aggregations.getDefaultAggregation(type);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return MemoryMode.REUSABLE_DATA;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return reader.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    try {
      listener.close();
      return reader.shutdown();
    } catch (IOException e) {
      return CompletableResultCode.ofFailure();
    }
  }
}
