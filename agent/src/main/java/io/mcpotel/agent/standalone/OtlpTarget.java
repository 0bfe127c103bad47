// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Recording;
import io.mcpotel.agent.core.settings.Settings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where OTLP takes one signal, by the standard properties.
 *
 * @param signal {@code traces}, {@code metrics} or {@code logs}
 * @param grpc whether by gRPC, else by HTTP
 * @param endpoint the whole URL; of gRPC that of the server
 * @param ofSignal whether it was set for this signal alone, and is used as it is
 * @param headers what goes along
 * @param certificate the file of those to trust, or null
 * @param clientCertificate the file that says who we are, or null
 * @param clientKey the file of its key, or null
 */
public record OtlpTarget(
    String signal,
    boolean grpc,
    URI endpoint,
    boolean ofSignal,
    Map<String, List<String>> headers,
    String certificate,
    String clientCertificate,
    String clientKey) {

  private static final String COMMON = "otel.exporter.otlp.";
  private static final String DEFAULT_GRPC = "http://localhost:4317";

  /** Those of all signals that go anywhere by OTLP. Wrong values are logged, and replaced. */
  public static List<OtlpTarget> of(Configuration configuration, Settings settings) {
    Map<String, String> corrections = StandardProperties.corrections(configuration);
    List<OtlpTarget> targets = new ArrayList<>();
    if ("true".equalsIgnoreCase(value("otel.sdk.disabled", configuration, corrections))) {
      return targets;
    }
    for (String signal : List.of("traces", "metrics", "logs")) {
      String exporters = value("otel." + signal + ".exporter", configuration, corrections);
      if (isOn(signal, settings)
          && (exporters == null || List.of(exporters.split("\\s*,\\s*")).contains("otlp"))) {
        targets.add(of(signal, configuration, corrections));
      }
    }
    return targets;
  }

  private static boolean isOn(String signal, Settings settings) {
    return switch (signal) {
      case "traces" -> settings.hasSpans();
      case "metrics" -> settings.hasMetrics();
      default -> settings.recording().has(Recording.OTLP);
    };
  }

  /** The endpoint without what nobody is to see. */
  public String shown() {
    return Credentials.withoutThem(endpoint.toString());
  }

  /** The same with another endpoint or protocol. */
  public OtlpTarget at(URI other, boolean byGrpc) {
    return new OtlpTarget(
        signal, byGrpc, other, ofSignal, headers, certificate, clientCertificate, clientKey);
  }

  /** The same for whom nobody is to know how to log in. */
  public OtlpTarget withoutHeaders() {
    return new OtlpTarget(
        signal, grpc, endpoint, ofSignal, Map.of(), certificate, clientCertificate, clientKey);
  }

  /** What HTTP appends to an endpoint that is common to all signals. */
  public String path() {
    return Destination.PATHS.get(signal);
  }

  private static OtlpTarget of(
      String signal, Configuration configuration, Map<String, String> corrections) {
    String own = COMMON + signal + ".";
    boolean grpc = "grpc".equalsIgnoreCase(either(own, "protocol", configuration, corrections));
    String ownEndpoint = value(own + "endpoint", configuration, corrections);
    String common = value(COMMON + "endpoint", configuration, corrections);
    String endpoint =
        ownEndpoint != null
            ? ownEndpoint
            : common != null ? common : grpc ? DEFAULT_GRPC : Destination.DEFAULT_ENDPOINT;
    if (ownEndpoint == null && !grpc) {
      String path = Destination.PATHS.get(signal);
      endpoint += endpoint.endsWith("/") ? path.substring(1) : path;
    }
    return new OtlpTarget(
        signal,
        grpc,
        URI.create(endpoint),
        ownEndpoint != null,
        headers(either(own, "headers", configuration, corrections)),
        either(own, "certificate", configuration, corrections),
        either(own, "client.certificate", configuration, corrections),
        either(own, "client.key", configuration, corrections));
  }

  private static String either(
      String own, String name, Configuration configuration, Map<String, String> corrections) {
    String value = value(own + name, configuration, corrections);
    return value == null ? value(COMMON + name, configuration, corrections) : value;
  }

  private static String value(
      String property, Configuration configuration, Map<String, String> corrections) {
    return corrections.containsKey(property)
        ? corrections.get(property)
        : configuration.get(property);
  }

  private static Map<String, List<String>> headers(String text) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String pair : text == null ? new String[0] : text.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        headers.put(
            pair.substring(0, equals).trim(), List.of(decoded(pair.substring(equals + 1).trim())));
      }
    }
    return headers;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
