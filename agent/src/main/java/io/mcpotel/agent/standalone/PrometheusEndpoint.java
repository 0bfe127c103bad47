// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.http.HostNames;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.CardinalityLimitSelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The page that a Prometheus reads the metrics from. The SDK would not start where the page cannot
 * be served, so its own list of exporters leaves this one out, and the reader is made here.
 */
final class PrometheusEndpoint {

  static final String EXPORTER = "prometheus";
  static final String PORT = "otel.exporter.prometheus.port";
  static final String DEFAULT_PORT = "9464";

  private static final String EXPORTERS = "otel.metrics.exporter";
  private static final String HOST = "otel.exporter.prometheus.host";

  /** Further names that it is asked for by, {@code *} being any. */
  private static final String HOSTS = "otel.instrumentation.mcp.prometheus.hosts";

  private static final String HISTOGRAMS =
      "otel.java.experimental.exporter.prometheus.metrics.default.histogram.aggregation";

  private static final String PATH = "/metrics";

  /** The exporter's own default is to listen on every network. */
  private static final String DEFAULT_HOST = "127.0.0.1";

  private final String url;
  private boolean isServed;

  private PrometheusEndpoint(String url) {
    this.url = url;
  }

  /**
   * Takes it out of the properties that are laid over the SDK's.
   *
   * @return null where it is not asked for
   */
  static PrometheusEndpoint takenOutOf(Map<String, String> overrides, Configuration configuration) {
    String asked = Destination.value(EXPORTERS, configuration, overrides);
    if (asked == null) {
      return null;
    }
    List<String> exporters = Arrays.stream(asked.split(",")).map(String::trim).toList();
    if (!exporters.contains(EXPORTER)) {
      return null;
    }
    List<String> others =
        exporters.stream().filter(name -> !name.isEmpty() && !name.equals(EXPORTER)).toList();
    overrides.put(EXPORTERS, others.isEmpty() ? "none" : String.join(",", others));
    String url = url(configuration, overrides);
    if (configuration.get(HOST) == null) {
      overrides.put(HOST, DEFAULT_HOST);
    }
    return new PrometheusEndpoint(url);
  }

  static String url(Configuration configuration, Map<String, String> overrides) {
    String host = Destination.value(HOST, configuration, overrides);
    String port = Destination.value(PORT, configuration, overrides);
    String name = host == null ? DEFAULT_HOST : host.contains(":") ? "[" + host + "]" : host;
    return "http://" + name + ":" + (port == null ? DEFAULT_PORT : port) + PATH;
  }

  /** Once the SDK is set up: what describes it has this exporter again, if it works. */
  void putBackInto(Map<String, String> overrides) {
    if (isServed) {
      overrides.merge(
          EXPORTERS, EXPORTER, (others, own) -> others.equals("none") ? own : others + "," + own);
    }
  }

  /** Serves what these meters measure; where that cannot be, a line says why. */
  SdkMeterProviderBuilder serve(SdkMeterProviderBuilder meters, ConfigProperties properties) {
    try {
      Integer limit = properties.getInt("otel.java.metrics.cardinality.limit");
      meters.registerMetricReader(
          reader(properties),
          limit == null
              ? CardinalityLimitSelector.defaultCardinalityLimitSelector()
              : type -> limit);
      isServed = true;
    } catch (UnknownHostException e) {
      warn("the host is unknown");
    } catch (IOException e) {
      warn(e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      warn(e.toString());
    }
    return meters;
  }

  private static MetricReader reader(ConfigProperties properties) throws IOException {
    String host = properties.getString(HOST, DEFAULT_HOST);
    int port = properties.getInt(PORT, Integer.parseInt(DEFAULT_PORT));
    List<String> names = new ArrayList<>(properties.getList(HOSTS));
    names.add(host);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
    return PrometheusReader.start(
        address, new HostNames(address.getAddress(), names), PATH, aggregations(properties));
  }

  private static DefaultAggregationSelector aggregations(ConfigProperties properties) {
    DefaultAggregationSelector usual = DefaultAggregationSelector.getDefault();
    return "base2_exponential_bucket_histogram".equalsIgnoreCase(properties.getString(HISTOGRAMS))
        ? usual.with(InstrumentType.HISTOGRAM, Aggregation.base2ExponentialBucketHistogram())
        : usual;
  }

  private void warn(String reason) {
    AgentLog.line("metrics are not served at " + url + ": " + reason + ".");
  }
}
