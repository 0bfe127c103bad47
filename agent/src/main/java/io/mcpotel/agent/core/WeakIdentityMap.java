// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A concurrent map from objects, by identity, that does not keep them alive. */
public final class WeakIdentityMap<V> {

  private final ConcurrentHashMap<Object, V> map = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  public V get(Object key) {
    return map.get(new Lookup(key));
  }

  /** The key's value, made by {@code make} where there is none yet. */
  public V computeIfAbsent(Object key, Supplier<V> make) {
    V value = get(key);
    if (value != null) {
      return value;
    }
    expunge();
    V made = make.get();
    V raced = map.putIfAbsent(new WeakKey(key, collected), made);
    return raced == null ? made : raced;
  }

  public void remove(Object key) {
    expunge();
    map.remove(new Lookup(key));
  }

  public Collection<V> values() {
    expunge();
    return map.values();
  }

  /** Does something with each object that is still alive and its value. */
  public void forEach(BiConsumer<Object, V> what) {
    expunge();
    map.forEach(
        (key, value) -> {
          Object object = ((WeakKey) key).get();
          if (object != null) {
            what.accept(object, value);
          }
        });
  }

  private void expunge() {
    for (Reference<?> r = collected.poll(); r != null; r = collected.poll()) {
      map.remove(r);
    }
  }

  private static boolean same(Object key, Object other) {
    Object referent = key instanceof WeakKey weak ? weak.get() : ((Lookup) key).object;
    Object otherReferent = other instanceof WeakKey weak ? weak.get() : ((Lookup) other).object;
    return referent != null && referent == otherReferent;
  }

  private static final class WeakKey extends WeakReference<Object> {
    private final int hash;

    WeakKey(Object referent, ReferenceQueue<Object> queue) {
      super(referent, queue);
      hash = System.identityHashCode(referent);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Lookup && same(this, other)
          || other instanceof WeakKey && same(this, other);
    }
  }

  /** A key for look-ups alone: a weak reference for each would cost the collector. */
  private record Lookup(Object object) {
    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WeakKey && same(this, other);
    }
  }
}
