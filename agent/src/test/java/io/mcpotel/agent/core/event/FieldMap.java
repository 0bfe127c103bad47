// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an event says, by the names of its fields. */
public final class FieldMap implements Event.Fields {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private FieldMap() {}

  public static Map<String, Object> of(Event event) {
    FieldMap map = new FieldMap();
    event.describe(map);
    return map.fields;
  }

  @Override
  public void put(String name, String value) {
    set(name, value);
  }

  @Override
  public void put(String name, Long value) {
    set(name, value);
  }

  @Override
  public void put(String name, Double value) {
    set(name, value);
  }

  @Override
  public void put(String name, List<String> values) {
    set(name, values);
  }

  private void set(String name, Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
