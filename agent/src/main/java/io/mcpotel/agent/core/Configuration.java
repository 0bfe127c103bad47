// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Locale;
import java.util.Map;

/**
 * Looks properties up: in the agent's arguments first, then among the system properties, then among
 * the environment's variables, then in a file that one of these may name.
 */
public final class Configuration {

  private final Map<String, String> arguments;
  private final Map<String, String> file;

  private Configuration(Map<String, String> arguments) {
    this.arguments = arguments;
    this.file = ConfigurationFile.read(get(ConfigurationFile.PROPERTY));
  }

  /** Reads the agent's arguments, {@code key=value,key=value}. */
  public static Configuration of(String agentArguments) {
    return new Configuration(AgentArguments.read(agentArguments));
  }

  /** What the agent's arguments say, to be laid over what the SDK finds by itself. */
  public Map<String, String> arguments() {
    return arguments;
  }

  /** What the file says, which all else goes before. */
  public Map<String, String> file() {
    return file;
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
    if (value == null && file != null) {
      value = file.get(property);
    }
    return value == null || value.isBlank() ? null : value.trim();
  }

  static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
