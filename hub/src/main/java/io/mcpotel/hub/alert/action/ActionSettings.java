// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Action;
import io.mcpotel.hub.alert.AlertHistory;
import io.mcpotel.hub.alert.Deliveries;
import io.mcpotel.hub.alert.Destination;
import io.mcpotel.hub.alert.Memory;
import io.mcpotel.hub.alert.Receiver;
import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code actions} of {@code hub.yaml}. */
public record ActionSettings(Map<String, List<Made>> actions) {

  private static final String NAME = "[A-Za-z0-9_.-]{1,100}";
  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  /** Makes a receiver; a command needs to know when it ran, and puts on record what it did. */
  interface Made {
    Receiver with(Memory memory, AlertHistory history);
  }

  public static ActionSettings read(Fields top) {
    Map<String, List<Made>> actions = new LinkedHashMap<>();
    top.value("actions")
        .entries()
        .forEach(
            (name, value) -> {
              if (!name.matches(NAME)) {
                value.wrong("has to have a name of A-Z a-z 0-9 _ . - only");
              }
              actions.put(name, receivers(name, value));
            });
    return new ActionSettings(actions);
  }

  public Set<String> names() {
    return actions.keySet();
  }

  /** Those who are told, each with a thread of its own once the alerts have started. */
  public List<Action> actions(
      Memory memory, AlertHistory history, Deliveries deliveries, Clock clock) {
    List<Action> all = new ArrayList<>();
    actions.forEach(
        (name, made) ->
            all.add(
                new Action(
                    name,
                    made.stream()
                        .map(
                            one ->
                                new Destination(
                                    name,
                                    one.with(memory, history),
                                    deliveries,
                                    clock,
                                    FIRST_PAUSE))
                        .toList())));
    return all;
  }

  private static List<Made> receivers(String name, Value action) {
    Fields fields = action.fields();
    Duration timeout = timeout(fields);
    List<Made> all = new ArrayList<>();
    addWebhook("webhook", fields, "", new JsonFormat(), timeout, all);
    addWebhook("slack", fields, "", new SlackFormat(), timeout, all);
    addWebhook("alertmanager", fields, "/api/v2/alerts", new AlertmanagerFormat(), timeout, all);
    URI pagerDuty = url(fields.value("pagerduty_url"), PAGERDUTY);
    String key = fields.value("pagerduty").text(null);
    if (key != null) {
      Receiver receiver =
          new Webhook("pagerduty", pagerDuty, new PagerDutyFormat(key), timeout, key);
      all.add((memory, history) -> receiver);
    }
    CommandReader.read(name, fields, timeout).ifPresent(all::add);
    if (all.isEmpty()) {
      action.wrong("has to have one of webhook, slack, pagerduty, alertmanager or command");
    }
    return all;
  }

  private static void addWebhook(
      String kind, Fields fields, String path, Format format, Duration timeout, List<Made> all) {
    URI url = url(fields.value(kind), null);
    if (url != null) {
      Receiver receiver = new Webhook(kind, withPath(url, path), format, timeout, null);
      all.add((memory, history) -> receiver);
    }
  }

  /** One that has no host is taken, and told at each delivery: examples are made of such. */
  private static URI url(Value value, URI otherwise) {
    String text = value.text(null);
    if (text == null) {
      return otherwise;
    }
    try {
      if (text.matches("https?://.+")) {
        return URI.create(text);
      }
    } catch (IllegalArgumentException e) {
      // Said below, and without it, as it may be a secret.
    }
    value.wrong("has to be a URL that begins with http:// or https://");
    return otherwise;
  }

  /** An Alertmanager's address is enough. */
  private static URI withPath(URI url, String path) {
    boolean isBare = url.getPath() == null || url.getPath().isEmpty() || url.getPath().equals("/");
    return isBare && !path.isEmpty() ? URI.create(url.toString().replaceAll("/$", "") + path) : url;
  }

  private static Duration timeout(Fields fields) {
    Value value = fields.value("timeout");
    Duration otherwise = fields.value("command").isPresent() ? Duration.ofSeconds(60) : TIMEOUT;
    Duration timeout = value.duration(otherwise);
    if (timeout.toMillis() < 100 || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
      value.wrong("has to be from 100ms to 10m");
      return otherwise;
    }
    return timeout;
  }
}
