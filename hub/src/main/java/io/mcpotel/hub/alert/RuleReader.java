// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One of {@code alert_rules}. */
final class RuleReader {

  private static final String NAME = "[A-Za-z0-9_.-]{1,100}";
  private static final int MOST_REQUESTS = 1_000_000_000;
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Fields fields;
  private final Set<String> actions;

  RuleReader(Fields fields, Set<String> actions) {
    this.fields = fields;
    this.actions = actions;
  }

  boolean isEnabled() {
    return fields.value("enabled").flag(true);
  }

  /** Nothing where it is not known what it is to watch, which has been told then. */
  Rule rule() {
    String name = name();
    Optional<Kind> kind = kind(name);
    Rule usual = kind.orElse(Kind.ERROR_RATE).usual();
    Rule rule = read(name, usual);
    fields.value("enabled");
    return kind.isPresent() && name != null ? rule : null;
  }

  private Rule read(String name, Rule usual) {
    Kind kind = usual.kind();
    Duration window = window(fields.value("window"), usual.window());
    Match match = match(kind);
    double objective = fields.value("slo").percentage(Double.NaN);
    if (kind == Kind.BURN_RATE && !(objective > 0 && objective < 1)) {
      fields.value("slo").wrong("has to be a percentage below 100% such as 99.5%");
    }
    if (kind == Kind.ABSENT && !match.texts().containsKey(Label.SERVICE)) {
      fields.value("match").wrong("has to name the service that is expected");
    }
    return new Rule(
        name,
        kind,
        threshold(kind, usual.threshold()),
        window,
        window(fields.value("short_window"), window.dividedBy(12)),
        objective,
        fields.value("for").duration(Duration.ZERO),
        fields.value("keep_firing_for").duration(usual.keepFiringFor()),
        match,
        by(kind, usual.by()),
        fields.value("min_requests").whole(usual.minRequests(), 0, MOST_REQUESTS),
        severity(usual.severity()),
        actions());
  }

  private String name() {
    Value value = fields.required("name");
    String name = value.text(null);
    if (name != null && !name.matches(NAME)) {
      value.wrong("has to be of A-Z a-z 0-9 _ . - only, 100 of them at most");
      return null;
    }
    return name;
  }

  private Optional<Kind> kind(String name) {
    List<String> kinds = Arrays.stream(Kind.values()).map(Kind::text).toList();
    String text = fields.value("kind").choice(null, kinds);
    if (text != null) {
      return Kind.of(text);
    }
    if (fields.value("slo").isPresent()) {
      return Optional.of(Kind.BURN_RATE);
    }
    Optional<Kind> usual = Kind.usuallyNamed(name == null ? "" : name);
    if (usual.isEmpty() && !fields.value("kind").isPresent()) {
      fields.value("kind").wrong("is missing; it is one of " + String.join(", ", kinds));
    }
    return usual;
  }

  private Threshold threshold(Kind kind, Threshold usual) {
    Value value = fields.value("threshold");
    String text = value.text(null);
    if (text == null) {
      return usual;
    }
    Threshold threshold = Threshold.parse(text).orElse(null);
    boolean fits =
        threshold != null
            && threshold.value() > 0
            && (threshold.unit() == usual.unit()
                || kind == Kind.UNRESPONSIVE && threshold.unit() == Threshold.Unit.COUNT)
            && (threshold.unit() != Threshold.Unit.SHARE || threshold.value() <= 1)
            && (kind != Kind.UNRESPONSIVE || threshold.value() % 1 == 0);
    if (!fits) {
      value.wrong("has to be " + example(kind));
      return usual;
    }
    return threshold;
  }

  private static String example(Kind kind) {
    return switch (kind) {
      case ERROR_RATE -> "a percentage such as 5%";
      case P95 -> "a duration such as 2000ms";
      case UNRESPONSIVE -> "a number such as 3_consecutive_failures";
      default -> "a number of 1 or more";
    };
  }

  private static Duration window(Value value, Duration otherwise) {
    Duration window = value.duration(otherwise);
    if (window.toSeconds() < 1 || window.compareTo(LONGEST) > 0) {
      value.wrong("has to be from 1s to 7d");
      return otherwise;
    }
    return window;
  }

  private Match match(Kind kind) {
    Fields match = fields.value("match").fields();
    Map<Label, String> texts = new EnumMap<>(Label.class);
    for (Label label : Label.values()) {
      Value value = match.value(label.text());
      String text = value.text(null);
      if (text != null && !kind.labels().contains(label)) {
        value.wrong("is not known to rules of the kind " + kind.text());
      } else if (text != null) {
        texts.put(label, text);
      }
    }
    return new Match(texts);
  }

  /** Always of a service. */
  private List<Label> by(Kind kind, List<Label> usual) {
    Value value = fields.value("by");
    if (!value.isPresent()) {
      return usual;
    }
    List<String> known = kind.labels().stream().map(Label::text).toList();
    List<Label> by = new ArrayList<>(List.of(Label.SERVICE));
    for (Value one : value.isList() ? value.list() : List.of(value)) {
      Label.of(one.choice(Label.SERVICE.text(), known))
          .filter(l -> !by.contains(l))
          .ifPresent(by::add);
    }
    return by;
  }

  private Severity severity(Severity usual) {
    List<String> all = Arrays.stream(Severity.values()).map(Severity::text).toList();
    return Severity.valueOf(
        fields.value("severity").choice(usual.text(), all).toUpperCase(Locale.ROOT));
  }

  /** {@code auto_restart + notify}, or a list. */
  private List<String> actions() {
    Value value = fields.value("action");
    List<String> names = new ArrayList<>();
    for (Value one : value.isList() ? value.list() : List.of(value)) {
      for (String name : one.text("").split("[+,]")) {
        String action = name.strip();
        if (!action.isEmpty() && !actions.contains(action)) {
          one.wrong("names no action of the actions: " + shown(action) + "; " + known());
        } else if (!action.isEmpty() && !names.contains(action)) {
          names.add(action);
        }
      }
    }
    return names;
  }

  private String known() {
    return actions.isEmpty()
        ? "there are none"
        : "there are " + actions.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String shown(String text) {
    return Words.line(text, 60);
  }
}
