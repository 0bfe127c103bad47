// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * OpenTelemetry's own properties, as its SDK for Java and its Java agent read them, by which a
 * misspelled one is recognised.
 */
final class StandardNames {

  static final List<String> ALL = all();

  private StandardNames() {}

  /** The same as the environment spells them. */
  static List<String> variables() {
    List<String> variables = new ArrayList<>();
    for (String name : ALL) {
      variables.add(Configuration.variable(name));
    }
    return variables;
  }

  private static List<String> all() {
    List<String> all =
        new ArrayList<>(
            List.of(
                "otel.sdk.disabled",
                "otel.config.file",
                "otel.service.name",
                "otel.resource.attributes",
                "otel.resource.disabled.keys",
                "otel.resource.providers.aws.enabled",
                "otel.resource.providers.gcp.enabled",
                "otel.propagators",
                "otel.java.enabled.resource.providers",
                "otel.java.disabled.resource.providers",
                "otel.java.global-autoconfigure.enabled",
                "otel.java.metrics.cardinality.limit",
                "otel.java.exporter.memory_mode",
                "otel.java.exporter.otlp.retry.disabled",
                "otel.traces.sampler",
                "otel.traces.sampler.arg",
                "otel.metric.export.interval",
                "otel.metric.export.timeout",
                "otel.metrics.exemplar.filter",
                "otel.metrics.cardinality.limit",
                "otel.attribute.value.length.limit",
                "otel.attribute.count.limit",
                "otel.span.attribute.value.length.limit",
                "otel.span.attribute.count.limit",
                "otel.span.event.count.limit",
                "otel.span.link.count.limit",
                "otel.event.attribute.count.limit",
                "otel.link.attribute.count.limit",
                "otel.logrecord.attribute.count.limit",
                "otel.logrecord.attribute.value.length.limit",
                "otel.exporter.otlp.metrics.temporality.preference",
                "otel.exporter.otlp.metrics.default.histogram.aggregation",
                "otel.exporter.prometheus.host",
                "otel.exporter.prometheus.port",
                "otel.exporter.zipkin.endpoint",
                "otel.exporter.zipkin.timeout",
                "otel.exporter.jaeger.endpoint",
                "otel.exporter.jaeger.timeout",
                "otel.semconv-stability.opt-in",
                "otel.log.level",
                "otel.java.experimental.span-attributes.copy-from-baggage.include"));
    for (String signal : List.of("", "traces.", "metrics.", "logs.", "profiles.")) {
      for (String setting :
          List.of(
              "endpoint",
              "protocol",
              "headers",
              "timeout",
              "compression",
              "insecure",
              "certificate",
              "client.certificate",
              "client.key")) {
        all.add("otel.exporter.otlp." + signal + setting);
      }
      if (!signal.isEmpty()) {
        all.add("otel." + signal + "exporter");
      }
    }
    for (String batch : List.of("otel.bsp.", "otel.blrp.")) {
      for (String setting :
          List.of("schedule.delay", "max.queue.size", "max.export.batch.size", "export.timeout")) {
        all.add(batch + setting);
      }
    }
    return List.copyOf(all);
  }
}
