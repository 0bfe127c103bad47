// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.event.Event;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns what an event says into attributes, for one thread. */
public final class EventAttributes implements Event.Fields {

  /** More attribute names than this are made up by somebody. */
  private static final int MOST_KEYS = 200;

  private final Map<String, AttributeKey<?>> keys = new HashMap<>();
  private final List<Object> pairs = new ArrayList<>();

  /** An event's attributes, each key followed by its value. */
  public Object[] of(Event event) {
    pairs.clear();
    event.describe(this);
    return pairs.toArray();
  }

  @Override
  public void put(String name, String value) {
    put(name, value, AttributeKey::stringKey);
  }

  @Override
  public void put(String name, Long value) {
    put(name, value, AttributeKey::longKey);
  }

  @Override
  public void put(String name, Double value) {
    put(name, value, AttributeKey::doubleKey);
  }

  @Override
  public void put(String name, List<String> values) {
    put(name, values, AttributeKey::stringArrayKey);
  }

  private void put(String name, Object value, Function<String, AttributeKey<?>> type) {
    if (value == null) {
      return;
    }
    AttributeKey<?> key = keys.get(name);
    if (key == null) {
      key = type.apply(name);
      if (keys.size() < MOST_KEYS) {
        keys.put(name, key);
      }
    }
    pairs.add(key);
    pairs.add(value);
  }
}
