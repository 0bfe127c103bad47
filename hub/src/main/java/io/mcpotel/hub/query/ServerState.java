// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * How a server is: what it said last, unless it said goodbye or is missing. It is missing when
 * three reports or exports in a row did not come, by the hub's clock.
 */
public record ServerState(String state, String reason) {

  private static final ServerState UNKNOWN = new ServerState(null, null);
  private static final int MISSING = 3;

  /** Until two exports have come: the default of OpenTelemetry's SDKs. */
  private static final double USUAL_SECONDS = 60;

  /** What is sent while a JVM ends may come after its last report. */
  public static final Duration AFTER_GOODBYE = Duration.ofSeconds(30);

  /**
   * The state at that time.
   *
   * @param report what it reported, or null
   * @param export what it exported of its state, or null
   */
  static ServerState of(Map<String, Object> report, Map<String, Object> export, Instant now) {
    if (report == null && export == null) {
      return UNKNOWN;
    }
    Instant reported = received(report);
    Instant exported = received(export);
    JsonNode details = Written.parse(report == null ? null : report.get("attributes"));
    if (details.path("final").asBoolean() && exported.isBefore(reported.plus(AFTER_GOODBYE))) {
      return new ServerState("gone", "it said goodbye at " + seconds(reported));
    }
    double reports = interval(report, details.path("interval_seconds").asDouble());
    double exports = interval(export, export == null ? 0 : USUAL_SECONDS);
    boolean reportsMissing = reports > 0 && missing(reported, reports, now);
    // One report that names no interval says nothing of when the next would come.
    boolean reportHolds = report != null && !reportsMissing;
    if (!reportHolds && (export == null || missing(exported, exports, now))) {
      boolean lastIsReport = report != null && !reported.isBefore(exported);
      return new ServerState(
          "unresponsive",
          (lastIsReport ? "no report since " : "no metrics since ")
              + seconds(lastIsReport ? reported : exported)
              + ", which came every "
              + Math.max(1, Math.round(lastIsReport ? reports : exports))
              + " s");
    }
    if (reportHolds) {
      return new ServerState(word((String) report.get("state")), (String) report.get("reason"));
    }
    String state = (String) export.get("state");
    return state == null ? UNKNOWN : new ServerState(word(state), null);
  }

  boolean isSame(ServerState other) {
    return Objects.equals(state, other.state);
  }

  /** The agent's own word; a program of one's own that reports is up. */
  private static String word(String state) {
    return state == null ? "up" : state;
  }

  private static Instant received(Map<String, Object> told) {
    return told == null ? Instant.MIN : (Instant) told.get("last_received");
  }

  private static double interval(Map<String, Object> told, double named) {
    if (told == null || told.containsKey("reports") && named > 0) {
      return named;
    }
    long gaps = (Long) told.getOrDefault("reports", told.get("exports")) - 1;
    Instant first = (Instant) told.get("first_received");
    return gaps > 0 ? Duration.between(first, received(told)).toMillis() / 1000.0 / gaps : named;
  }

  private static boolean missing(Instant last, double seconds, Instant now) {
    return Duration.between(last, now).toMillis() > MISSING * seconds * 1000 + 1000;
  }

  private static String seconds(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond()).toString();
  }
}
