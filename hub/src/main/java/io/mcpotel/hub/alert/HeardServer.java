// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.query.ServerState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What was last heard of a server: by its reports, and by the states that it exports. */
final class HeardServer {

  private final Map<String, String> labels;
  private final Instant firstHeard;
  private final Channel reports = new Channel();
  private final Channel states = new Channel();
  private String server;
  private Instant said;
  private String state;
  private String reason;
  private long failures;
  private Instant goodbye;
  private String gone;

  HeardServer(Map<String, String> labels, Instant firstHeard) {
    this.labels = labels;
    this.firstHeard = firstHeard;
  }

  void reported(Map<String, Object> row) {
    Double seconds = (Double) row.get("interval_seconds");
    Instant at = (Instant) row.get("received");
    if (reports.heard(at, seconds == null ? null : Fleet.interval(seconds))) {
      server = Words.name((String) row.get("server"));
      failures = row.get("failures") instanceof Long number ? number : 0;
      goodbye = Boolean.TRUE.equals(row.get("final")) ? at : null;
      gone = goodbye == null ? null : "it said goodbye";
      said(at, (String) row.get("state"), (String) row.get("reason"));
    }
  }

  void exported(Instant at, String exported) {
    if (states.heard(at, null)) {
      if (goodbye == null || at.isAfter(goodbye.plus(ServerState.AFTER_GOODBYE))) {
        goodbye = null;
        gone = null;
      }
      // What a report has said of this state still holds.
      said(at, exported, Objects.equals(Words.name(exported), state) ? reason : null);
    }
  }

  /** It will not be heard again, and that is well. */
  void gone(String why) {
    gone = why;
  }

  Map<String, String> labels() {
    return labels;
  }

  Instant firstHeard() {
    return firstHeard;
  }

  Instant lastHeard() {
    return Stream.of(reports, states)
        .map(Channel::last)
        .filter(last -> last != null)
        .max(Instant::compareTo)
        .orElse(firstHeard);
  }

  /** What has to be missing; reports, where exports do not go on without them. */
  Optional<Channel> expected() {
    boolean goesOn =
        reports.isRegular()
            && states.isRegular()
            && states.last().isAfter(reports.last().plus(reports.interval()));
    return Stream.of(reports, states)
        .filter(channel -> channel.isRegular() && !(goesOn && channel == reports))
        .findFirst();
  }

  String server() {
    return server;
  }

  String state() {
    return state;
  }

  String reason() {
    return reason;
  }

  /** How many probes have failed since one did not. */
  long failures() {
    return failures;
  }

  /** Why it is gone, or null. */
  String gone() {
    return gone;
  }

  boolean isReported() {
    return reports.last() != null;
  }

  /** Reports are read before exports, whichever came first. */
  private void said(Instant at, String newState, String newReason) {
    if (said != null && at.isBefore(said)) {
      return;
    }
    said = at;
    state = Words.name(newState);
    reason = newReason == null ? null : Words.line(newReason, 300);
  }
}
