// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds operations that have not ended. A {@code ConcurrentHashMap} would lock the place that a key
 * falls into, so that calls wait for each other; here each place is exchanged as a whole. It is
 * made of few places, and one that gets crowded is divided.
 */
final class OpenOperations {

  private static final int BITS = 3;
  private static final int PLACES = 1 << BITS;
  private static final int CROWDED = 4;

  /** Null until there is an operation: most sessions send no requests, or receive none. */
  private final AtomicReference<Places> all = new AtomicReference<>();

  /** By some bits of the hash code; each has an {@link Entry}, or null, or is divided further. */
  private static final class Places extends AtomicReferenceArray<Object> {
    private final int shift;

    Places(int shift) {
      super(PLACES);
      this.shift = shift;
    }

    int of(int hash) {
      return hash >>> shift & PLACES - 1;
    }
  }

  /** An operation, and what else is in its place. */
  private record Entry(Object key, Operation operation, Entry next) {

    /** These without the one of this key, and of this operation if that is not null. */
    static Entry without(Entry entries, Object key, Operation operation) {
      for (Entry entry = entries; entry != null; entry = entry.next) {
        if (entry.key.equals(key) && (operation == null || entry.operation == operation)) {
          Entry rest = entry.next;
          for (Entry before = entries; before != entry; before = before.next) {
            rest = new Entry(before.key, before.operation, rest);
          }
          return rest;
        }
      }
      return entries;
    }

    static int count(Entry entries) {
      int count = 0;
      for (Entry entry = entries; entry != null; entry = entry.next) {
        count++;
      }
      return count;
    }
  }

  void put(Object key, Operation operation) {
    if (all.get() == null) {
      all.compareAndSet(null, new Places(0));
    }
    int hash = spread(key);
    while (true) {
      Places places = last(hash);
      int place = places.of(hash);
      Object there = places.get(place);
      if (!(there instanceof Places)) {
        Entry with = new Entry(key, operation, Entry.without((Entry) there, key, null));
        if (places.compareAndSet(place, there, divided(with, places.shift + BITS))) {
          return;
        }
      }
    }
  }

  /** The operation with this key, or null. */
  Operation get(Object key) {
    int hash = spread(key);
    Places places = last(hash);
    Object there = places == null ? null : places.get(places.of(hash));
    if (there instanceof Places) {
      return get(key);
    }
    for (Entry entry = (Entry) there; entry != null; entry = entry.next) {
      if (entry.key.equals(key)) {
        return entry.operation;
      }
    }
    return null;
  }

  /** Removes it, if that key has that operation. */
  void remove(Object key, Operation operation) {
    int hash = spread(key);
    while (all.get() != null) {
      Places places = last(hash);
      int place = places.of(hash);
      Object there = places.get(place);
      if (!(there instanceof Places)) {
        Entry without = Entry.without((Entry) there, key, operation);
        if (without == there || places.compareAndSet(place, there, without)) {
          return;
        }
      }
    }
  }

  /** Those of now. */
  List<Operation> values() {
    List<Operation> values = new ArrayList<>();
    addTo(values, all.get());
    return values;
  }

  boolean isEmpty() {
    return values().isEmpty();
  }

  private static void addTo(List<Operation> values, Places places) {
    for (int place = 0; places != null && place < PLACES; place++) {
      Object there = places.get(place);
      if (there instanceof Places further) {
        addTo(values, further);
      } else {
        for (Entry entry = (Entry) there; entry != null; entry = entry.next) {
          values.add(entry.operation);
        }
      }
    }
  }

  /** The places that a key with this hash code falls into and that were not divided. */
  private Places last(int hash) {
    Places places = all.get();
    while (places != null && places.get(places.of(hash)) instanceof Places further) {
      places = further;
    }
    return places;
  }

  /** Entries, or places among which they are divided if they are many. */
  private static Object divided(Entry entries, int shift) {
    if (shift >= Integer.SIZE || Entry.count(entries) <= CROWDED) {
      return entries;
    }
    Places places = new Places(shift);
    for (Entry entry = entries; entry != null; entry = entry.next) {
      int place = places.of(spread(entry.key));
      places.set(place, new Entry(entry.key, entry.operation, (Entry) places.get(place)));
    }
    return places;
  }

  private static int spread(Object key) {
    int hash = key.hashCode();
    return hash ^ hash >>> 16;
  }
}
