// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.settings.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in words where the standard properties send the telemetry. */
final class Destination {

  static final String DEFAULT_ENDPOINT = "http://localhost:4318";

  /** What OTLP over HTTP appends to the common endpoint for each signal. */
  static final Map<String, String> PATHS =
      Map.of("traces", "/v1/traces", "metrics", "/v1/metrics", "logs", "/v1/logs");

  private Destination() {}

  static String of(Configuration configuration, Map<String, String> corrections) {
    if ("true".equalsIgnoreCase(value("otel.sdk.disabled", configuration, corrections))) {
      return "nowhere (otel.sdk.disabled=true)";
    }
    Map<String, List<String>> signals = new LinkedHashMap<>();
    for (String signal : List.of("traces", "metrics", "logs")) {
      signals
          .computeIfAbsent(ofSignal(signal, configuration, corrections), place -> new ArrayList<>())
          .add(signal);
    }
    return signals.entrySet().stream()
        .map(place -> place.getKey() + " (" + String.join(", ", place.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  static String ofSignal(
      String signal, Configuration configuration, Map<String, String> corrections) {
    String exporters = value("otel." + signal + ".exporter", configuration, corrections);
    Set<String> places = new LinkedHashSet<>();
    for (String exporter : (exporters == null ? "otlp" : exporters).split(",")) {
      places.add(
          switch (exporter.trim()) {
            case "otlp" -> otlp(signal, configuration, corrections);
            case "none" -> "nowhere";
            case PrometheusEndpoint.EXPORTER -> PrometheusEndpoint.url(configuration, corrections);
            default -> "stderr";
          });
    }
    return String.join(" and ", places);
  }

  private static String otlp(
      String signal, Configuration configuration, Map<String, String> corrections) {
    String own = "otel.exporter.otlp." + signal + ".";
    String common = "otel.exporter.otlp.";
    String endpoint = value(own + "endpoint", configuration, corrections);
    if (endpoint == null) {
      endpoint = value(common + "endpoint", configuration, corrections);
    }
    String protocol = value(own + "protocol", configuration, corrections);
    if (protocol == null) {
      protocol = value(common + "protocol", configuration, corrections);
    }
    boolean grpc = "grpc".equals(protocol);
    String otherwise = grpc ? "http://localhost:4317" : DEFAULT_ENDPOINT;
    return (endpoint == null ? otherwise : Credentials.withoutThem(endpoint))
        + (grpc ? " by grpc" : " by http/protobuf");
  }

  static String value(
      String property, Configuration configuration, Map<String, String> corrections) {
    String corrected = corrections.get(property);
    return corrected == null ? configuration.get(property) : corrected;
  }
}
