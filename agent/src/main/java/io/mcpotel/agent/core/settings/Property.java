// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

/** Our own properties. */
enum Property {
  /** Read by the root classes, as {@code otel.javaagent.enabled} is. */
  ENABLED("enabled"),
  HANDLER_SPANS("handler-spans"),
  TELEMETRY("telemetry"),
  MODE("mode"),
  CLIENT_SPANS("client-spans"),
  EXCLUDE_SPANS("exclude-spans"),
  METRICS("metrics"),
  IDLE_AFTER("idle-after"),
  STUCK_AFTER("stuck-after"),
  MAX_NAMES("max-names"),
  RECORD("record"),
  RECORD_FILE("record.file"),
  RECORD_FILE_RETENTION("record.file.retention"),
  RECORD_FILE_MAX_SIZE("record.file.max-size"),
  CAPTURE("capture"),
  CAPTURE_INCLUDE("capture.include"),
  CAPTURE_EXCLUDE("capture.exclude"),
  CAPTURE_MAX_LENGTH("capture.max-length"),
  CAPTURE_URI("capture.uri"),
  REDACT_KEYS("redact.keys"),
  REDACT_PATTERNS("redact.patterns"),
  REDACT_PERSONAL("redact.personal"),
  REDACT_MODE("redact.mode"),
  REDACT_HASH_KEY("redact.hash-key"),
  CATALOG_BASELINE("catalog.baseline"),
  /** Read where the pages are served. */
  PROMETHEUS_HOSTS("prometheus.hosts"),
  HEALTH_PORT("health.port"),
  HEALTH_HOST("health.host"),
  HEALTH_FILE("health.file"),
  HEALTH_ON_FAILURE("health.on-failure"),
  HEALTH_PATIENCE("health.patience"),
  HEALTH_LONG_RUNNING("health.long-running"),
  HEALTH_SYSTEMD("health.systemd"),
  ALERT_ERROR_RATE("alert.error-rate"),
  ALERT_P95("alert.p95"),
  ALERT_UNRESPONSIVE("alert.unresponsive"),
  ALERT_MIN_REQUESTS("alert.min-requests"),
  ALERT_WEBHOOK("alert.webhook"),
  ALERT_FORMAT("alert.format"),
  ALERT_REPEAT("alert.repeat"),
  ALERT_KEEP_FIRING_FOR("alert.keep-firing-for"),
  ALERT_PAGERDUTY_KEY("alert.pagerduty-key"),
  ALERT_CERTIFICATE("alert.certificate"),
  REPORT_ENDPOINT("report.endpoint"),
  REPORT_INTERVAL("report.interval"),
  REPORT_TOKEN("report.token"),
  REPORT_CERTIFICATE("report.certificate"),
  REPORT_SERVER_ID("report.server-id"),
  REMOTE_CONTEXT("remote-context"),
  DEBUG("debug");

  static final String PREFIX = "otel.instrumentation.mcp.";

  private final String shortName;

  Property(String shortName) {
    this.shortName = shortName;
  }

  /** The one that is written so, or null. */
  static Property byShortName(String shortName) {
    for (Property property : values()) {
      if (property.shortName.equals(shortName)) {
        return property;
      }
    }
    return null;
  }

  /** As it may be written in the agent's arguments. */
  String shortName() {
    return shortName;
  }

  /** As it is written where it is set. */
  String fullName() {
    return PREFIX + shortName;
  }
}
