// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.alert.Measured.Verdict;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Servers that say that they answer nobody, whose probes fail, or who are not heard any more. */
final class Unresponsive {

  private static final Set<String> STATES = Set.of("unresponsive", "broken");

  private final Fleet fleet;

  Unresponsive(Store store) {
    fleet = new Fleet(store);
  }

  /**
   * Says how each server is.
   *
   * @param listening since when nothing was missed that was sent
   */
  List<Measured> measure(Rule rule, Instant now, Instant listening) throws StoreException {
    Collection<HeardServer> servers = fleet.at(now);
    List<Measured> all = new ArrayList<>();
    List<HeardServer> silent = new ArrayList<>();
    List<HeardServer> started = new ArrayList<>();
    for (HeardServer server : servers) {
      if (!rule.match().fits(server.labels())) {
        continue;
      }
      long missed = missed(server, now, listening);
      if (server.gone() != null) {
        all.add(of(server, Verdict.FINE, 0, "gone", server.gone()));
      } else if (missed >= rule.threshold().value()) {
        silent.add(server);
      } else if (isUnheard(server, listening)) {
        all.add(of(server, Verdict.UNKNOWN, 0, "unknown", "the hub was not there to hear it"));
      } else {
        started.add(server);
        all.add(heard(rule, server, missed));
      }
    }
    started.sort(Comparator.comparing(HeardServer::firstHeard));
    silent.sort(Comparator.comparing(HeardServer::lastHeard));
    silent.forEach(server -> all.add(silent(server, started, now, listening)));
    return all;
  }

  private static Measured heard(Rule rule, HeardServer server, long missed) {
    if (server.failures() > 0) {
      boolean isEnough = server.failures() >= rule.threshold().value();
      return of(
          server,
          isEnough ? Verdict.TOO_MUCH : Verdict.UNKNOWN,
          server.failures(),
          "" + server.failures(),
          Words.count(server.failures(), "probe") + " failed in a row: " + server.reason());
    }
    if (server.state() != null && STATES.contains(server.state())) {
      String reason = server.reason() == null ? "" : ": " + server.reason();
      return of(
          server,
          Verdict.TOO_MUCH,
          missed,
          server.state(),
          "it says it is " + server.state() + reason);
    }
    String state = server.state() == null ? "it is heard" : "it says it is " + server.state();
    return of(server, Verdict.FINE, missed, "" + missed, state);
  }

  /** Where something starts again by another name, as pods do, nobody has to be told. */
  private static Measured silent(
      HeardServer server, List<HeardServer> started, Instant now, Instant listening) {
    for (HeardServer other : started) {
      if (other.labels().get("service").equals(server.labels().get("service"))
          && other.firstHeard().isAfter(server.lastHeard())) {
        // One server replaces one.
        started.remove(other);
        String instance = other.labels().get("instance");
        return of(server, Verdict.FINE, 0, "gone", instance + " was started in its place");
      }
    }
    long missed = missed(server, now, listening);
    Duration silence = Duration.between(server.lastHeard(), now);
    return of(
        server,
        Verdict.TOO_MUCH,
        missed,
        "" + missed,
        (server.isReported() ? "no report" : "no exported state")
            + " for "
            + silence.toSeconds()
            + " seconds, and one was due every "
            + server.expected().orElseThrow().interval().toSeconds());
  }

  /** How often what should have come is missing. */
  private static long missed(HeardServer server, Instant now, Instant listening) {
    return server.expected().map(channel -> channel.missed(now, listening)).orElse(0L);
  }

  private static boolean isUnheard(HeardServer server, Instant listening) {
    return server.expected().map(channel -> channel.isSilentSince(listening)).orElse(false);
  }

  private static Measured of(
      HeardServer server, Verdict verdict, double value, String text, String summary) {
    return new Measured(server.labels(), verdict, value, text, summary, server.server());
  }
}
