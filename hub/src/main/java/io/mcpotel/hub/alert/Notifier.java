// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that everybody hears of what fires once, again now and then, and of its end. It looks
 * at what is to be told, so that a message that was lost with the process is sent by the next one.
 */
final class Notifier implements AutoCloseable {

  private final Memory memory;
  private final Map<String, List<Destination>> byRule;
  private final Map<String, Destination> destinations = new LinkedHashMap<>();
  private final Duration repeat;
  private final Clock clock;

  Notifier(Memory memory, Map<String, List<Destination>> byRule, Duration repeat, Clock clock) {
    this.memory = memory;
    this.byRule = byRule;
    this.repeat = repeat;
    this.clock = clock;
    byRule.values().forEach(all -> all.forEach(one -> destinations.put(one.id(), one)));
    destinations.values().forEach(destination -> destination.start(this::dealtWith));
  }

  void send(Instant now) {
    List<Silence> silences = memory.silences(now);
    // As a whole, so that what was dealt with just now is not offered again.
    synchronized (memory) {
      for (Status status : memory.alerts()) {
        switch (status.alert().state()) {
          case FIRING -> {
            if (silencedBy(status.alert(), silences, now).isEmpty()) {
              firing(status, now);
            } else {
              withdraw(status);
            }
          }
          case RESOLVED -> resolved(status);
          case PENDING -> {}
        }
      }
    }
  }

  static Optional<Silence> silencedBy(Alert alert, List<Silence> silences, Instant now) {
    return silences.stream().filter(silence -> silence.fits(alert, now)).findFirst();
  }

  @Override
  public void close() {
    destinations.values().forEach(Destination::close);
  }

  private void firing(Status status, Instant now) {
    String key = status.alert().key();
    for (Destination to : byRule.getOrDefault(status.alert().rule(), List.of())) {
      Instant last = status.told().get(to.id());
      if (last == null
          || last.equals(Status.NOT_YET)
          || !last.plus(to.receiver().repeat(repeat)).isAfter(now)) {
        if (last == null) {
          memory.update(key, one -> one.told(to.id(), Status.NOT_YET));
        }
        to.offer(status.alert());
      }
    }
  }

  /** What waits to be done about it, such as a restart, is not done. */
  private void withdraw(Status status) {
    byRule
        .getOrDefault(status.alert().rule(), List.of())
        .forEach(to -> to.withdraw(status.alert()));
  }

  /** Those who may have heard of it hear of its end; then it is forgotten. */
  private void resolved(Status status) {
    boolean isForgotten = true;
    for (String id : status.told().keySet()) {
      Destination to = destinations.get(id);
      if (to == null) {
        continue;
      }
      if (to.receiver().hearsOfTheEnd()) {
        to.offer(status.alert());
        isForgotten = false;
      } else {
        to.withdraw(status.alert());
      }
    }
    if (isForgotten) {
      memory.remove(status.alert().key());
    }
  }

  private void dealtWith(Destination by, Alert alert) {
    memory.update(
        alert.key(),
        status -> {
          if (status.alert().state() != alert.state()) {
            return status;
          }
          if (alert.isFiring()) {
            return status.told(by.id(), clock.instant());
          }
          Status left = status.without(by.id());
          return left.told().isEmpty() ? null : left;
        });
    memory.save();
  }
}
