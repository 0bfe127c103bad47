// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.fleet;

import io.mcpotel.it.support.receiver.WebhookReceiver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of each kind that a hub tells of alerts, and what a real Alertmanager passes on. */
final class AlertReceivers implements AutoCloseable {

  private static final Pattern RULE = Pattern.compile("\\bmcp_\\w+");
  private static final Pattern INSTANCE = Pattern.compile("\\b(weather|news)-[0-9]\\b");

  /** What a message of each kind has while something is wrong. */
  private static final Map<String, String> WRONG =
      new TreeMap<>(
          Map.of(
              "webhook", "\"state\":\"firing\"",
              "slack", "🔴",
              "pagerduty", "\"event_action\":\"trigger\"",
              "alertmanager", "\"status\":\"firing\""));

  private final Map<String, WebhookReceiver> receivers =
      WRONG.keySet().stream()
          .collect(
              Collectors.toMap(
                  kind -> kind, kind -> new WebhookReceiver(), (a, b) -> a, TreeMap::new));

  String url(String kind) {
    return receivers.get(kind).url();
  }

  /** What was said by now: {@code slack: wrong RULE INSTANCE}, sorted. */
  List<String> heard() {
    return receivers.entrySet().stream()
        .flatMap(
            entry -> entry.getValue().bodies().stream().map(body -> said(entry.getKey(), body)))
        .sorted()
        .toList();
  }

  /** What everybody says of an alert that is over. */
  static Stream<String> wholeStory(String rule, String instance) {
    return WRONG.keySet().stream()
        .flatMap(kind -> Stream.of("over", "wrong").map(word -> said(kind, word, rule, instance)));
  }

  private static String said(String kind, String body) {
    String word = body.contains(WRONG.get(kind)) ? "wrong" : "over";
    return said(kind, word, first(RULE, body), first(INSTANCE, body));
  }

  private static String said(String kind, String word, String rule, String instance) {
    return kind + ": " + word + " " + rule + " " + instance;
  }

  private static String first(Pattern pattern, String body) {
    Matcher found = pattern.matcher(body);
    return found.find() ? found.group() : "?";
  }

  @Override
  public void close() {
    receivers.values().forEach(WebhookReceiver::close);
  }
}
