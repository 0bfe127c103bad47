// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.RecordLines;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.SpanView;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what is exported to the names, types, units and buckets that the conventions have. */
final class ConventionFacts {

  private static final Path FILE = Path.of("src/test/resources/conventions.tsv");
  private static final List<String[]> LINES =
      RecordLines.lines(FILE).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .toList();

  private static final List<String> RECORDS =
      List.of(
          "mcp.operation", "mcp.session", "mcp.message", "mcp.catalog", "mcp.alert", "mcp.health");
  private static final String OPT_IN = "opt_in";

  private record Attribute(String type, String level) {}

  private final Map<String, String[]> metrics = new HashMap<>();
  private final Map<String, Map<String, Attribute>> attributes = new HashMap<>();
  private final Set<String> untruths = new TreeSet<>();

  private ConventionFacts() {
    for (String[] line : LINES) {
      if (line[0].equals("metric")) {
        metrics.put(line[1], line);
      } else if (line[0].equals("attribute")) {
        attributes
            .computeIfAbsent(line[1], any -> new HashMap<>())
            .put(line[2], new Attribute(line[3], line[4]));
      }
    }
    Map<String, Attribute> ofSpans = new HashMap<>(attributes.get("SERVER"));
    ofSpans.putAll(attributes.get("CLIENT"));
    RECORDS.forEach(record -> ofSpans.forEach((key, fact) -> addToRecord(record, key, fact)));
  }

  /** A record may carry what a span has. */
  private void addToRecord(String record, String key, Attribute ofSpan) {
    String level = ofSpan.level.equals(OPT_IN) ? OPT_IN : "recommended";
    attributes.get(record).putIfAbsent(key, new Attribute(ofSpan.type, level));
  }

  /** The methods that the conventions name. */
  static Set<String> methods() {
    return LINES.stream()
        .filter(line -> line[0].equals("method"))
        .map(line -> line[1])
        .collect(Collectors.toSet());
  }

  /** What is exported otherwise than the conventions and our own table have it. */
  static Set<String> untruths(Collector collector) {
    ConventionFacts facts = new ConventionFacts();
    collector.spans().forEach(facts::check);
    collector.metrics().stream()
        .filter(point -> point.scopeName().startsWith("io.mcpotel"))
        .forEach(facts::check);
    collector.logs().forEach(facts::check);
    return facts.untruths;
  }

  private void check(SpanView span) {
    checkAttributes(span.kind(), span.kind() + " span", span.attributes());
  }

  private void check(LogView record) {
    if (RECORDS.contains(record.eventName())) {
      checkAttributes(record.eventName(), record.eventName() + " record", record.attributes());
    } else if (record.eventName().startsWith("mcp.")) {
      untruths.add(record.eventName() + ": no such record");
    }
  }

  private void check(MetricView point) {
    String[] fact = metrics.get(point.name());
    if (fact == null) {
      untruths.add(point.name() + ": no such metric");
      return;
    }
    String type = fact[2].endsWith("counter") ? "sum" : fact[2];
    check(point.name() + ": type", type, point.type());
    check(point.name() + ": unit", fact[3], point.unit());
    if (type.equals("histogram")) {
      List<Double> bounds = Stream.of(fact[5].split(",")).map(Double::valueOf).toList();
      check(point.name() + ": buckets", bounds, point.bounds());
    }
    checkAttributes(point.name(), point.name(), point.attributes());
  }

  private void checkAttributes(String of, String what, Map<String, Object> exported) {
    Map<String, Attribute> facts = attributes.getOrDefault(of, Map.of());
    exported.forEach(
        (key, value) -> {
          Attribute fact = facts.get(key);
          if (fact == null || fact.level.equals(OPT_IN)) {
            untruths.add(what + ": " + key + " is not of it");
          } else {
            check(what + ": type of " + key, fact.type, type(value));
          }
        });
    facts.forEach(
        (key, fact) -> {
          if (fact.level.equals("required") && !exported.containsKey(key)) {
            untruths.add(what + ": " + key + " is missing");
          }
        });
  }

  private static String type(Object value) {
    if (value instanceof List) {
      return "string[]";
    }
    if (value instanceof Long) {
      return "int";
    }
    return value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private void check(String what, Object convention, Object exported) {
    if (!convention.equals(exported)) {
      untruths.add(what + ": " + convention + ", but is " + exported);
    }
  }
}
