// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import io.mcpotel.agent.core.AgentLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the agent's arguments, {@code key=value,key=value}. A part without a key belongs to the
 * value before it, which is a list. Our own keys may be short.
 */
final class AgentArguments {

  private static final Pattern PAIR =
      Pattern.compile("\\s*([A-Za-z][\\w.-]*)\\s*=(.*)", Pattern.DOTALL);

  /** Values in which a key and a sign of equality are nothing unusual. */
  private static final Pattern WITH_PAIRS =
      Pattern.compile(".*\\.(headers|attributes|patterns|hash-key)");

  private final Map<String, String> map = new LinkedHashMap<>();
  private String last;

  private AgentArguments() {}

  static Map<String, String> read(String text) {
    AgentArguments arguments = new AgentArguments();
    for (String part : text == null ? new String[0] : text.split(",")) {
      arguments.add(part);
    }
    return arguments.map;
  }

  private void add(String part) {
    Matcher pair = PAIR.matcher(part);
    String key = pair.matches() ? pair.group(1) : null;
    Property ours = key == null ? null : Property.byShortName(key);
    boolean amongPairs = last != null && WITH_PAIRS.matcher(last).matches();
    if (key != null && key.startsWith("otel.")) {
      put(key, pair.group(2));
    } else if (ours != null && !amongPairs) {
      put(ours.fullName(), pair.group(2));
    } else if (key != null && !amongPairs) {
      leaveOut(key + "=…", "there is no such property; the nearest is " + nearest(key) + ".");
    } else if (last != null) {
      map.merge(last, part, (before, more) -> before + "," + more);
      if (ours != null) {
        AgentLog.line(
            "agent argument \"%s=…\": taken as a part of %s, which is before it; %s would not be."
                .formatted(key, last, ours.fullName()));
      }
    } else if (!part.isBlank()) {
      int equals = part.indexOf('=');
      leaveOut(equals < 0 ? part : part.substring(0, equals + 1) + "…", "expected otel.…=value;");
    }
  }

  private void put(String key, String value) {
    last = key;
    map.put(key, value.trim());
  }

  private static String nearest(String key) {
    return UnknownProperties.nearest(key, Property::shortName);
  }

  private static void leaveOut(String argument, String why) {
    String end = why.endsWith(";") ? " it is left out." : " It is left out.";
    AgentLog.line("agent argument \"" + OwnProperties.shown(argument) + "\": " + why + end);
  }
}
