// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

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

  /** Reads the agent's arguments, {@code key=value,key=value}. */
  public static Configuration of(String agentArguments) {
    return new Configuration(AgentArguments.read(agentArguments));
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
