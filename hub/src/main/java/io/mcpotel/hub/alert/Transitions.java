// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.alert.Alert.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of alerts by what was measured. */
final class Transitions {

  /** Takes each change of a state. */
  interface History {

    /** With {@code null} for no state before or after. */
    void changed(Alert alert, State from, State to, Instant now);
  }

  /** Since when what still fires has been fine; a hub that is started again counts anew. */
  private final Map<String, Instant> fineSince = new HashMap<>();

  private final Memory memory;
  private final Tools tools;
  private final History history;

  Transitions(Memory memory, Tools tools, History history) {
    this.memory = memory;
    this.tools = tools;
    this.history = history;
  }

  void apply(Rule rule, List<Measured> measured, Instant now) {
    Map<String, Status> before = new HashMap<>();
    for (Status status : memory.alerts()) {
      if (status.alert().rule().equals(rule.name())) {
        before.put(status.alert().key(), status);
      }
    }
    Set<String> seen = new HashSet<>();
    for (Measured one : measured) {
      String key = Alert.of(rule, one, State.PENDING, now).key();
      // Two names may have become one by being cut.
      if (seen.add(key)) {
        switch (one.verdict()) {
          case TOO_MUCH -> tooMuch(rule, one, before.get(key), now);
          case FINE ->
              fineAgain(rule, before.get(key), "now " + one.text() + "; " + one.summary(), now);
          case UNKNOWN -> {}
        }
      }
    }
    before.forEach(
        (key, status) -> {
          if (!seen.contains(key)) {
            unseen(rule, status, now);
          }
        });
  }

  /** Ends the alerts of rules that there are no more. */
  void dropRules(Set<String> names, Instant now) {
    for (Status status : memory.alerts()) {
      if (!names.contains(status.alert().rule())) {
        fine(status, "there is no such rule any more", now);
      }
    }
  }

  private void tooMuch(Rule rule, Measured measured, Status before, Instant now) {
    if (before != null) {
      fineSince.remove(before.alert().key());
    }
    State was = before == null ? null : before.alert().state();
    Map<String, Instant> told = before == null ? Map.of() : before.told();
    if (was == State.FIRING) {
      Alert alert = Alert.of(rule, measured, State.FIRING, before.alert().since());
      memory.put(new Status(alert.with(before.alert().tools()), told));
    } else if (was == State.PENDING || rule.holdsFor().isZero()) {
      Instant since = was == State.PENDING ? before.alert().since() : now;
      boolean fires = !since.plus(rule.holdsFor()).isAfter(now);
      Alert alert =
          Alert.of(rule, measured, fires ? State.FIRING : State.PENDING, fires ? now : since);
      alert = fires ? alert.with(tools.worst(rule, alert, now)) : alert;
      // Whoever was told of an earlier one, and not yet of its end, hears of this one.
      Map<String, Instant> untold = new HashMap<>();
      told.keySet().forEach(destination -> untold.put(destination, Status.NOT_YET));
      memory.put(new Status(alert, untold));
      if (fires) {
        history.changed(alert, was, State.FIRING, now);
      }
    } else {
      Alert alert = Alert.of(rule, measured, State.PENDING, now);
      memory.put(new Status(alert, Map.of()));
      history.changed(alert, was, State.PENDING, now);
    }
  }

  private void fineAgain(Rule rule, Status before, String words, Instant now) {
    if (before != null && before.alert().isFiring()) {
      Instant since = fineSince.computeIfAbsent(before.alert().key(), key -> now);
      if (since.plus(rule.keepFiringFor()).isAfter(now)) {
        return;
      }
    }
    fine(before, words, now);
  }

  private void fine(Status before, String words, Instant now) {
    if (before == null || before.alert().state() == State.RESOLVED) {
      return;
    }
    fineSince.remove(before.alert().key());
    Alert resolved = before.alert().resolved(now, words);
    if (before.alert().isFiring()) {
      memory.put(before.with(resolved));
      history.changed(resolved, State.FIRING, State.RESOLVED, now);
    } else {
      memory.remove(before.alert().key());
      history.changed(before.alert(), State.PENDING, null, now);
    }
  }

  private void unseen(Rule rule, Status status, Instant now) {
    if (rule.kind().endsWithoutData()) {
      fine(status, "nothing of it in the last " + Words.length(rule.window()), now);
    } else if (status.alert().since().plus(Fleet.REMEMBERED).isBefore(now)) {
      fine(status, "it has not been heard for a day, and is taken to be gone", now);
    }
  }
}
