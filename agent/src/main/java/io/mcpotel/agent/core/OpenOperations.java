// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Finds operations that have not ended. A {@code ConcurrentHashMap} would lock the place that a key
 * falls into, so that calls wait for each other, and it never shrinks; here what is in a place is
 * never changed, but exchanged for another: null, a list of {@link Entry}, or, where that would be
 * long, an array of such by the next bits of the hash code. It is itself the reference to the
 * places, which there are none of until there is an operation: most sessions send no requests, or
 * receive none.
 */
final class OpenOperations extends AtomicReference<AtomicReferenceArray<Object>> {

  private static final int BITS = 3;
  private static final int CROWDED = 4;

  private final int placeBits;
  private final Keys keys;

  /** What makes two keys one and the same. */
  enum Keys {
    EQUAL,
    /** Two equal messages are two messages, and their hash code would cost. */
    IDENTICAL;

    private boolean areSame(Object key, Object other) {
      return this == EQUAL ? key.equals(other) : key == other;
    }

    private int hash(Object key) {
      int hash = this == EQUAL ? key.hashCode() : System.identityHashCode(key);
      return hash ^ hash >>> 16;
    }
  }

  /**
   * @param placeBits how many bits of the hash code choose a place: the more, the more rarely two
   *     calls exchange the same one at once
   */
  OpenOperations(int placeBits, Keys keys) {
    this.placeBits = placeBits;
    this.keys = keys;
  }

  /** An operation, and what else is in its place. */
  private record Entry(Object key, Operation operation, Entry next) {

    /** These without the one of this key, and of this operation if that is not null. */
    static Entry without(Entry entries, Keys keys, Object key, Operation operation) {
      for (Entry entry = entries; entry != null; entry = entry.next) {
        if (keys.areSame(entry.key, key) && (operation == null || entry.operation == operation)) {
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
    if (get() == null) {
      compareAndSet(null, new AtomicReferenceArray<>(1 << placeBits));
    }
    int hash = keys.hash(key);
    AtomicReferenceArray<Object> places = get();
    int place = hash & places.length() - 1;
    while (true) {
      Object there = places.get(place);
      if (places.compareAndSet(place, there, with(there, hash, placeBits, key, operation))) {
        return;
      }
    }
  }

  /** The operation with this key, or null. */
  Operation get(Object key) {
    AtomicReferenceArray<Object> places = get();
    if (places == null) {
      return null;
    }
    int hash = keys.hash(key);
    Object there = places.get(hash & places.length() - 1);
    for (int shift = placeBits; there instanceof Object[] divided; shift += BITS) {
      there = divided[index(hash, shift)];
    }
    for (Entry entry = (Entry) there; entry != null; entry = entry.next) {
      if (keys.areSame(entry.key, key)) {
        return entry.operation;
      }
    }
    return null;
  }

  /** Removes it, if that key has that operation. */
  void remove(Object key, Operation operation) {
    AtomicReferenceArray<Object> places = get();
    if (places == null) {
      return;
    }
    int hash = keys.hash(key);
    int place = hash & places.length() - 1;
    while (true) {
      Object there = places.get(place);
      Object without = without(there, hash, placeBits, key, operation);
      if (without == there || places.compareAndSet(place, there, without)) {
        return;
      }
    }
  }

  /** Those of now. */
  List<Operation> values() {
    List<Operation> values = new ArrayList<>();
    AtomicReferenceArray<Object> places = get();
    for (int place = 0; places != null && place < places.length(); place++) {
      forEach(places.get(place), values::add);
    }
    return values;
  }

  boolean isEmpty() {
    AtomicReferenceArray<Object> places = get();
    for (int place = 0; places != null && place < places.length(); place++) {
      if (places.get(place) != null) {
        return false;
      }
    }
    return true;
  }

  private static void forEach(Object there, Consumer<Operation> consumer) {
    if (there instanceof Object[] divided) {
      for (Object part : divided) {
        forEach(part, consumer);
      }
    } else {
      for (Entry entry = (Entry) there; entry != null; entry = entry.next) {
        consumer.accept(entry.operation);
      }
    }
  }

  private Object with(Object there, int hash, int shift, Object key, Operation operation) {
    if (there instanceof Object[] divided) {
      Object[] copy = divided.clone();
      int index = index(hash, shift);
      copy[index] = with(copy[index], hash, shift + BITS, key, operation);
      return copy;
    }
    Entry entries = new Entry(key, operation, Entry.without((Entry) there, keys, key, null));
    if (shift >= Integer.SIZE || Entry.count(entries) <= CROWDED) {
      return entries;
    }
    Object[] divided = new Object[1 << BITS];
    for (Entry entry = entries; entry != null; entry = entry.next) {
      int index = index(keys.hash(entry.key), shift);
      divided[index] = new Entry(entry.key, entry.operation, (Entry) divided[index]);
    }
    return divided;
  }

  /** The same object, if there is no such operation. */
  private Object without(Object there, int hash, int shift, Object key, Operation operation) {
    if (!(there instanceof Object[] divided)) {
      return Entry.without((Entry) there, keys, key, operation);
    }
    int index = index(hash, shift);
    Object part = without(divided[index], hash, shift + BITS, key, operation);
    if (part == divided[index]) {
      return there;
    }
    Object[] copy = divided.clone();
    copy[index] = part;
    return part == null && isEmpty(copy) ? null : copy;
  }

  private static boolean isEmpty(Object[] parts) {
    for (Object part : parts) {
      if (part != null) {
        return false;
      }
    }
    return true;
  }

  private static int index(int hash, int shift) {
    return hash >>> shift & (1 << BITS) - 1;
  }
}
