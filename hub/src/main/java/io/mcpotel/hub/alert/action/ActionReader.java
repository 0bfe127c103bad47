// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import io.mcpotel.hub.alert.Receiver;
import io.mcpotel.hub.alert.action.ActionSettings.Made;
import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of {@code actions}. */
final class ActionReader {

  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String name;
  private final Value action;
  private final Fields fields;
  private final List<String> warnings;
  private final List<Made> receivers = new ArrayList<>();

  ActionReader(String name, Value action, List<String> warnings) {
    this.name = name;
    this.action = action;
    this.fields = action.fields();
    this.warnings = warnings;
  }

  List<Made> receivers() {
    Duration timeout = timeout();
    webhook("webhook", "", new JsonFormat(), timeout);
    webhook("slack", "", new SlackFormat(), timeout);
    webhook("alertmanager", "/api/v2/alerts", new AlertmanagerFormat(), timeout);
    URI pagerDuty = url("pagerduty_url", PAGERDUTY);
    String key = fields.value("pagerduty").text(null);
    if (key != null) {
      Receiver receiver =
          new Webhook("pagerduty", pagerDuty, new PagerDutyFormat(key), timeout, key);
      receivers.add((memory, history) -> receiver);
    }
    CommandReader.read(name, fields, timeout).ifPresent(receivers::add);
    if (receivers.isEmpty()) {
      action.wrong("has to have one of webhook, slack, pagerduty, alertmanager or command");
    }
    return receivers;
  }

  private void webhook(String kind, String path, Format format, Duration timeout) {
    URI url = url(kind, null);
    if (url != null) {
      Receiver receiver = new Webhook(kind, withPath(url, path), format, timeout, null);
      receivers.add((memory, history) -> receiver);
    }
  }

  /** One that has no host is taken, and told at each delivery: examples are made of such. */
  private URI url(String key, URI otherwise) {
    Value value = fields.value(key);
    String text = value.text(null);
    if (text == null) {
      return otherwise;
    }
    try {
      if (text.matches("https?://.+")) {
        URI url = URI.create(text);
        if (url.getHost() == null) {
          warnings.add("The URL of actions." + name + "." + key + " has no host: nobody is told");
        }
        return url;
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

  private Duration timeout() {
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
