// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What outlives the process: alerts and whom was told of them, silences, and when which command
 * ran. A small file, replaced with each change.
 */
public final class Memory {

  /** As it is in the file. */
  record Saved(List<Status> alerts, List<Silence> silences, Map<String, List<Instant>> runs) {
    Saved {
      alerts = alerts == null ? List.of() : List.copyOf(alerts);
      silences = silences == null ? List.of() : List.copyOf(silences);
      runs = runs == null ? Map.of() : Map.copyOf(runs);
    }
  }

  /** Of one command. */
  static final int MOST_RUNS = 100;

  static final Duration REMEMBERED = Duration.ofDays(7);

  private final JsonFile<Saved> file;
  private final Map<String, Status> alerts = new LinkedHashMap<>();
  private final Map<String, Silence> silences = new LinkedHashMap<>();
  private final Map<String, List<Instant>> runs = new TreeMap<>();
  private boolean changed;

  public Memory(Path path) {
    file = new JsonFile<>(path, Saved.class);
    Saved saved = file.read(new Saved(null, null, null));
    saved.alerts().forEach(status -> alerts.put(status.alert().key(), status));
    saved.silences().forEach(silence -> silences.put(silence.id(), silence));
    runs.putAll(saved.runs());
  }

  synchronized List<Status> alerts() {
    return List.copyOf(alerts.values());
  }

  synchronized Optional<Status> alert(String key) {
    return Optional.ofNullable(alerts.get(key));
  }

  synchronized void put(Status status) {
    changed |= !status.equals(alerts.put(status.alert().key(), status));
  }

  synchronized void remove(String key) {
    changed |= alerts.remove(key) != null;
  }

  /** Changes one, if it is there; nothing removes it. */
  synchronized void update(String key, UnaryOperator<Status> change) {
    Status before = alerts.get(key);
    Status after = before == null ? null : change.apply(before);
    if (before != null && after == null) {
      remove(key);
    } else if (before != null) {
      put(after);
    }
  }

  synchronized List<Silence> silences(Instant now) {
    changed |= silences.values().removeIf(silence -> !silence.until().isAfter(now));
    return List.copyOf(silences.values());
  }

  synchronized void add(Silence silence) {
    silences.put(silence.id(), silence);
    save(true);
  }

  synchronized boolean removeSilence(String id) {
    boolean was = silences.remove(id) != null;
    save(was);
    return was;
  }

  /** When this ran lately. */
  public synchronized List<Instant> runs(String command) {
    return runs.getOrDefault(command, List.of());
  }

  /** It is kept before it runs, so that a process which dies of that does not do it again. */
  public synchronized void run(String command, Instant now) {
    Instant oldest = now.minus(REMEMBERED);
    runs.values().removeIf(times -> times.get(times.size() - 1).isBefore(oldest));
    List<Instant> times = new ArrayList<>(runs(command));
    times.add(now);
    runs.put(
        command, List.copyOf(times.subList(Math.max(0, times.size() - MOST_RUNS), times.size())));
    save(true);
  }

  synchronized void save() {
    save(changed);
  }

  private void save(boolean isNews) {
    if (isNews) {
      changed = !file.write(new Saved(list(alerts.values()), list(silences.values()), runs));
    }
  }

  private static <T> List<T> list(Collection<T> values) {
    return List.copyOf(values);
  }
}
