// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.io.File;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Looks properties up: in the agent's arguments first, then among the system properties, then among
 * the environment's variables, then in a file that one of these may name.
 */
public final class Configuration {

  private static final Pattern FILES =
      Pattern.compile(
          "otel\\.exporter\\.otlp\\.((traces|metrics|logs)\\.)?(certificate|client\\.(certificate|key))");

  private final Map<String, String> arguments;
  private final Map<String, String> file;

  /** Those of another JVM, or null where they are this one's. */
  private final Map<String, String> properties;

  private final Map<String, String> variables;

  private Configuration(
      Map<String, String> arguments,
      Map<String, String> properties,
      Map<String, String> variables) {
    this.arguments = arguments;
    this.properties = properties;
    this.variables = variables;
    this.file = ConfigurationFile.read(inItsFolder(get(ConfigurationFile.PROPERTY)));
  }

  /** Reads the agent's arguments, {@code key=value,key=value}. */
  public static Configuration of(String agentArguments) {
    return new Configuration(AgentArguments.read(agentArguments), null, null);
  }

  /** The same of another JVM, by its system properties and its environment. */
  public static Configuration ofAnother(
      String agentArguments, Map<String, String> properties, Map<String, String> variables) {
    return new Configuration(AgentArguments.read(agentArguments), properties, variables);
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
      value = properties == null ? System.getProperty(property) : properties.get(property);
    }
    if (value == null) {
      String name = variable(property);
      value = variables == null ? System.getenv(name) : variables.get(name);
    }
    if (value == null && file != null) {
      value = file.get(property);
    }
    if (value == null || value.isBlank()) {
      return null;
    }
    return FILES.matcher(property).matches() ? inItsFolder(value.trim()) : value.trim();
  }

  /** The names of all that is set, in whatever way but by a variable. */
  Set<String> names() {
    Set<String> names =
        new TreeSet<>(
            properties == null
                ? System.getProperties().stringPropertyNames()
                : properties.keySet());
    names.addAll(arguments.keySet());
    names.addAll(file.keySet());
    return names;
  }

  Set<String> variableNames() {
    return variables == null ? System.getenv().keySet() : variables.keySet();
  }

  /** Of another JVM, a file is where that one finds it. */
  private String inItsFolder(String path) {
    String folder = properties == null || path == null ? null : properties.get("user.dir");
    return folder == null ? path : new File(path).isAbsolute() ? path : folder + "/" + path;
  }

  static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
