// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Quantity;
import java.io.File;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Looks over the standard {@code otel.*} properties before the SDK does, which throws at the first
 * wrong value: here each gets one line, and its default.
 */
final class StandardProperties {

  private static final Set<String> SIGNALS = Set.of("traces", "metrics", "logs");
  private static final Set<String> EXPORTERS = Set.of("otlp", "console", "none");
  private static final int MOST_PORT = 65_535;

  /** What the HTTP client counts in milliseconds of an int. */
  private static final String LONGEST = "24d";

  private static final Check DURATION =
      new Check("a duration such as 5000 or 5s, up to " + LONGEST, StandardProperties::isDuration);
  private static final Check INTERVAL =
      new Check(
          "a duration above 0 such as 5000 or 5s, up to " + LONGEST,
          v -> isDuration(v) && Quantity.DURATION.of(v) > 0);

  /** The SDK sets room aside for queues and batches. */
  private static final Check NUMBER =
      new Check("a whole number from 1 to 999999", v -> v.matches("0*[1-9]\\d{0,5}"));

  private static final Check LIMIT = new Check("a whole number", v -> v.matches("\\d{1,9}"));
  private static final Check RATIO =
      new Check("a number from 0 to 1", v -> v.matches("0*(\\.\\d+)?|0+(\\.\\d*)?|1(\\.0*)?"));
  private static final Check FLAG =
      new Check("true or false", v -> v.equalsIgnoreCase("true") || v.equalsIgnoreCase("false"));
  private static final Check ENDPOINT =
      new Check("a URL such as http://localhost:4318", StandardProperties::isEndpoint);
  private static final Check PORT =
      new Check(
          "a port from 1 to " + MOST_PORT,
          v -> v.matches("0*[1-9]\\d{0,4}") && Integer.parseInt(v) <= MOST_PORT);
  private static final Check FILE =
      new Check("a file that can be read", v -> new File(v).canRead());
  private static final Check PAIRS =
      new Check("key=value,key=value", v -> isList(v, part -> part.indexOf('=') > 0));

  private final Configuration configuration;
  private final Map<String, String> corrections = new LinkedHashMap<>();

  private record Check(String expected, Predicate<String> holds) {}

  private StandardProperties(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The properties to lay over the user's: a default for each wrong value. */
  static Map<String, String> corrections(Configuration configuration) {
    StandardProperties properties = new StandardProperties(configuration);
    properties.checkAll();
    return properties.corrections;
  }

  private void checkAll() {
    check("otel.sdk.disabled", FLAG, "false");
    check("otel.resource.attributes", PAIRS, "");
    check("otel.propagators", listOf("tracecontext", "baggage", "none"), "tracecontext,baggage");
    check("otel.traces.sampler", sampler(), "parentbased_always_on");
    check("otel.traces.sampler.arg", RATIO, "1.0");
    checkBatches("otel.bsp.", "5000");
    checkBatches("otel.blrp.", "1000");
    check("otel.metric.export.interval", INTERVAL, "60000");
    check("otel.metric.export.timeout", DURATION, "30000");
    check(
        "otel.metrics.exemplar.filter",
        one("trace_based", "always_on", "always_off"),
        "trace_based");
    check("otel.java.metrics.cardinality.limit", NUMBER, "2000");
    check("otel.attribute.value.length.limit", LIMIT, "");
    check("otel.span.attribute.value.length.limit", LIMIT, "");
    check("otel.attribute.count.limit", LIMIT, "128");
    check("otel.span.attribute.count.limit", LIMIT, "128");
    check("otel.span.event.count.limit", LIMIT, "128");
    check("otel.span.link.count.limit", LIMIT, "128");
    String otlpMetrics = "otel.exporter.otlp.metrics.";
    check(
        otlpMetrics + "temporality.preference",
        one("cumulative", "delta", "lowmemory"),
        "cumulative");
    check(
        otlpMetrics + "default.histogram.aggregation",
        one("explicit_bucket_histogram", "base2_exponential_bucket_histogram"),
        "explicit_bucket_histogram");
    for (String signal : SIGNALS) {
      check("otel." + signal + ".exporter", exporters(signal), "otlp");
      checkOtlp("otel.exporter.otlp." + signal + ".", Destination.PATHS.get(signal));
    }
    checkOtlp("otel.exporter.otlp.", "");
    check(PrometheusEndpoint.PORT, PORT, PrometheusEndpoint.DEFAULT_PORT);
  }

  private void checkOtlp(String prefix, String path) {
    check(prefix + "protocol", one("http/protobuf", "grpc"), "http/protobuf");
    check(prefix + "endpoint", ENDPOINT, Destination.DEFAULT_ENDPOINT + path);
    check(prefix + "headers", PAIRS, "");
    check(prefix + "timeout", DURATION, "10000");
    check(prefix + "compression", one("gzip", "none"), "none");
    check(prefix + "certificate", FILE, "");
    check(prefix + "client.certificate", FILE, "");
    check(prefix + "client.key", FILE, "");
  }

  private void check(String property, Check check, String otherwise) {
    String value = configuration.get(property);
    if (value != null && !check.holds().test(value)) {
      wrong(property, value, check.expected(), otherwise);
    }
  }

  private void checkBatches(String prefix, String delay) {
    check(prefix + "schedule.delay", INTERVAL, delay);
    check(prefix + "export.timeout", DURATION, "30000");
    check(prefix + "max.queue.size", NUMBER, "2048");
    check(prefix + "max.export.batch.size", NUMBER, "512");
    checkBatchFitsQueue(prefix);
  }

  /** The SDK refuses a batch that is larger than the queue. */
  private void checkBatchFitsQueue(String prefix) {
    String batch = prefix + "max.export.batch.size";
    long queue = number(prefix + "max.queue.size", 2048);
    if (number(batch, 512) > queue) {
      String value = configuration.get(batch);
      wrong(
          batch,
          value == null ? "512" : value,
          "at most " + prefix + "max.queue.size",
          String.valueOf(queue));
    }
  }

  private long number(String property, long otherwise) {
    String value = corrections.getOrDefault(property, configuration.get(property));
    return value == null ? otherwise : Long.parseLong(value);
  }

  private void wrong(String property, String value, String expected, String otherwise) {
    // Null unsets a property; an empty path would be one that the SDK cannot read.
    corrections.put(property, otherwise.isEmpty() ? null : otherwise);
    String used = otherwise.isEmpty() ? "leaving it out" : "using " + otherwise;
    AgentLog.line(
        property + "=" + shown(property, value) + ": expected " + expected + "; " + used + ".");
  }

  /** Of what may be a secret, or have one in it, only what is none. */
  private static String shown(String property, String value) {
    String name = property.substring(property.lastIndexOf('.') + 1);
    return switch (name) {
      case "headers", "key" -> "…";
      case "endpoint" -> Credentials.withoutThem(value);
      default -> value;
    };
  }

  private static Check sampler() {
    return one(
        "parentbased_always_on",
        "parentbased_always_off",
        "parentbased_traceidratio",
        "always_on",
        "always_off",
        "traceidratio");
  }

  private static Check exporters(String signal) {
    Set<String> exporters = new TreeSet<>(EXPORTERS);
    if (signal.equals("metrics")) {
      exporters.add(PrometheusEndpoint.EXPORTER);
    }
    return new Check(
        "a list of " + String.join(", ", exporters),
        v -> isList(v, exporters::contains) && (!v.contains("none") || v.equals("none")));
  }

  private static Check listOf(String... names) {
    List<String> allowed = List.of(names);
    return new Check("a list of " + String.join(", ", allowed), v -> isList(v, allowed::contains));
  }

  private static Check one(String... names) {
    List<String> allowed = List.of(names);
    return new Check(
        "one of " + String.join(", ", allowed), v -> allowed.contains(v.toLowerCase()));
  }

  private static boolean isList(String value, Predicate<String> part) {
    for (String item : value.split(",")) {
      if (!item.isBlank() && !part.test(item.trim())) {
        return false;
      }
    }
    return true;
  }

  /** Of a duration the SDK knows no capital letters. */
  private static boolean isDuration(String value) {
    return value.matches("\\d+ *(ms|s|m|h|d)?")
        && Quantity.DURATION.of(value) <= Quantity.DURATION.of(LONGEST);
  }

  private static boolean isEndpoint(String value) {
    try {
      URI uri = new URI(value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null;
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }
}
