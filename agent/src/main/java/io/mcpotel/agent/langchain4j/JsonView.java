// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Jackson's trees as the maps, lists and values that the rest of the agent reads. Nothing is
 * copied: a result may be large, and mostly nobody looks at all of it.
 */
final class JsonView {

  private JsonView() {}

  static Object of(JsonNode node) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isObject()) {
      return new Members(node);
    }
    if (node.isArray()) {
      return new Items(node);
    }
    return node.isNumber()
        ? (Object) node.numberValue()
        : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
  }

  private static final class Items extends AbstractList<Object> {
    private final JsonNode array;

    Items(JsonNode array) {
      this.array = array;
    }

    @Override
    public Object get(int index) {
      return of(array.get(index));
    }

    @Override
    public int size() {
      return array.size();
    }
  }

  private static final class Members extends AbstractMap<String, Object> {
    private final JsonNode object;

    Members(JsonNode object) {
      this.object = object;
    }

    @Override
    public Object get(Object name) {
      return name instanceof String text ? of(object.get(text)) : null;
    }

    @Override
    public boolean containsKey(Object name) {
      return name instanceof String text && object.has(text);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
          Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return fields.hasNext();
            }

            @Override
            public Entry<String, Object> next() {
              Map.Entry<String, JsonNode> field = fields.next();
              return new SimpleImmutableEntry<>(field.getKey(), of(field.getValue()));
            }
          };
        }

        @Override
        public int size() {
          return object.size();
        }
      };
    }
  }
}
