// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Looks properties up: in the agent's arguments first, then among the system properties, then among
 * the environment's variables.
 */
public final class Configuration {

  private final Map<String, String> arguments;

  private Configuration(Map<String, String> arguments) {
    this.arguments = arguments;
  }

  /** Reads {@code key=value,key=value}; a part without a key belongs to the value before it. */
  public static Configuration of(String agentArguments) {
    Map<String, String> map = new LinkedHashMap<>();
    String last = null;
    for (String part : agentArguments == null ? new String[0] : agentArguments.split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).trim().startsWith("otel.")) {
        last = part.substring(0, equals).trim();
        map.put(last, part.substring(equals + 1).trim());
      } else if (last != null) {
        map.merge(last, part, (before, more) -> before + "," + more);
      } else if (!part.isBlank()) {
        String name = equals < 0 ? part : part.substring(0, equals + 1) + "…";
        Problems.line("agent argument \"" + name + "\": expected otel.…=value; it is left out.");
      }
    }
    return new Configuration(map);
  }

  /** What the agent's arguments say, to be laid over what the SDK finds by itself. */
  public Map<String, String> arguments() {
    return arguments;
  }

  /** A property's value, or null where it is not set or empty. */
  public String get(String property) {
    String value = arguments.get(property);
    if (value == null) {
      value = System.getProperty(property);
    }
    if (value == null) {
      value = System.getenv(variable(property));
    }
    return value == null || value.isBlank() ? null : value.trim();
  }

  static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
