// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where an answer is otherwise than the one on record. */
final class Differences {

  private static final int MOST = 10;
  private static final int MOST_TEXT = 100;
  private static final String REDACTED = "[redacted:";

  private final List<String> found = new ArrayList<>();
  private int more;

  private Differences() {}

  /** Nothing where both say the same; what was redacted is not compared. */
  static List<String> between(JsonNode then, JsonNode now) {
    Differences differences = new Differences();
    for (String member : List.of("result", "error")) {
      differences.compare(member, then.path(member), now.path(member));
    }
    if (differences.more > 0) {
      differences.found.add("and " + differences.more + " more");
    }
    return differences.found;
  }

  private void compare(String path, JsonNode then, JsonNode now) {
    if (then.isObject() && now.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      then.fieldNames().forEachRemaining(names::add);
      now.fieldNames().forEachRemaining(names::add);
      // Whatever somebody on the way puts there.
      names.remove("_meta");
      for (String name : names) {
        compare(path + "." + name, then.path(name), now.path(name));
      }
    } else if (then.isArray() && now.isArray()) {
      for (int i = 0; i < Math.max(then.size(), now.size()); i++) {
        compare(path + "[" + i + "]", then.path(i), now.path(i));
      }
    } else if (!then.equals(now) && !isRedacted(then)) {
      if (found.size() < MOST) {
        found.add(Shown.text(path) + ": was " + shown(then) + ", is " + shown(now));
      } else {
        more++;
      }
    }
  }

  private static boolean isRedacted(JsonNode node) {
    return node.isTextual() && node.asText().contains(REDACTED);
  }

  private static String shown(JsonNode node) {
    if (node.isMissingNode()) {
      return "absent";
    }
    String text = node.toString();
    return Shown.text(text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "..." : text);
  }
}
