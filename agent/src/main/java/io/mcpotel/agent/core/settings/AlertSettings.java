// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import io.mcpotel.agent.core.AgentLog;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Who gets alerts, and how.
 *
 * @param webhooks URLs, which are secrets
 * @param format what their receivers understand
 * @param repeat how often an alert that goes on is sent again
 * @param keepFiringFor how long the rates have to be fine until an alert of theirs is over
 * @param pagerDutyKey the routing key, or null
 * @param certificate a file of the certificates that are trusted, or null for the JDK's
 */
public record AlertSettings(
    List<String> webhooks,
    Format format,
    Duration repeat,
    Duration keepFiringFor,
    String pagerDutyKey,
    Path certificate) {

  private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

  /** Whose receivers there are. */
  public enum Format {
    JSON,
    SLACK,
    PAGERDUTY,
    ALERTMANAGER
  }

  public static AlertSettings from(Configuration configuration) {
    OwnProperties properties = new OwnProperties(configuration);
    Format format = properties.one(Property.ALERT_FORMAT, Format.JSON);
    String key = properties.text(Property.ALERT_PAGERDUTY_KEY);
    List<String> webhooks = properties.list(Property.ALERT_WEBHOOK);
    if (format == Format.PAGERDUTY && key == null && !webhooks.isEmpty()) {
      AgentLog.line(
          Property.ALERT_FORMAT.fullName()
              + "=pagerduty wants "
              + Property.ALERT_PAGERDUTY_KEY.fullName()
              + ", the integration key; nobody is told of alerts.");
      webhooks = List.of();
    } else if (format == Format.PAGERDUTY && key != null && webhooks.isEmpty()) {
      webhooks = List.of(PAGERDUTY);
    }
    return new AlertSettings(
        webhooks,
        format,
        properties.duration(Property.ALERT_REPEAT, "4h"),
        keepFiringFor(properties),
        key,
        path(properties.text(Property.ALERT_CERTIFICATE)));
  }

  private static Duration keepFiringFor(OwnProperties properties) {
    Duration set = properties.duration(Property.ALERT_KEEP_FIRING_FOR, "1m");
    // Off is not for ever: then an alert is over at once.
    return set.toNanos() == Quantity.NEVER ? Duration.ZERO : set;
  }

  private static Path path(String text) {
    try {
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException e) {
      AgentLog.line(Property.ALERT_CERTIFICATE.fullName() + ": expected a file; using the JDK's.");
      return null;
    }
  }

  /** One of the URLs is none, for this reason. */
  public static void warnOfWrongUrl(String reason) {
    AgentLog.line(Property.ALERT_WEBHOOK.fullName() + ": " + reason + "; it is told nothing.");
  }

  /** The URLs as they are written, which are never to be printed. */
  public static List<String> urls(Configuration configuration) {
    return new OwnProperties(configuration).list(Property.ALERT_WEBHOOK);
  }

  /** What PagerDuty believes us by, or null. */
  public static String pagerDutyKey(Configuration configuration) {
    return configuration.get(Property.ALERT_PAGERDUTY_KEY.fullName());
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "AlertSettings[format=" + format + ", repeat=" + repeat + "]";
  }
}
