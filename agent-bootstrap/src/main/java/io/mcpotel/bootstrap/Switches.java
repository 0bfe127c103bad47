// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Properties;

/**
 * The two switches that leave a JVM as if the agent were not there, read before any other class of
 * ours is loaded: agent arguments first, then system properties, then environment variables.
 */
final class Switches {

  private static final String MCP = "otel.instrumentation.mcp.enabled";
  private static final String FILE = "otel.javaagent.configuration-file";
  private static final String SHORT = "enabled";
  private static final String ALL = "otel.javaagent.enabled";

  private Switches() {}

  static boolean enabled(String arguments) {
    String mcp = value(MCP, "OTEL_INSTRUMENTATION_MCP_ENABLED", arguments);
    String all = value(ALL, "OTEL_JAVAAGENT_ENABLED", arguments);
    String file = value(FILE, "OTEL_JAVAAGENT_CONFIGURATION_FILE", arguments);
    if (file != null && (mcp == null || all == null)) {
      Properties properties = read(file);
      mcp = mcp == null ? properties.getProperty(MCP) : mcp;
      all = all == null ? properties.getProperty(ALL) : all;
    }
    return !isFalse(MCP, mcp) && !isFalse(ALL, all);
  }

  /** What cannot be read is told when the agent starts. */
  private static Properties read(String file) {
    Properties properties = new Properties();
    try (InputStream in = new FileInputStream(file)) {
      properties.load(in);
    } catch (Exception e) {
      // By the names of their classes these would be loaded in every JVM.
      properties.clear();
    }
    return properties;
  }

  private static boolean isFalse(String property, String value) {
    if (value == null || value.isBlank() || value.trim().equalsIgnoreCase("true")) {
      return false;
    }
    if (value.trim().equalsIgnoreCase("false")) {
      return true;
    }
    System.err.println(
        "[mcp-otel-agent] " + property + "=" + value + ": expected true or false; using true.");
    return false;
  }

  private static String value(String property, String variable, String arguments) {
    String value = argument(property, arguments);
    if (value == null) {
      value = System.getProperty(property);
    }
    return value == null ? System.getenv(variable) : value;
  }

  private static String argument(String key, String arguments) {
    if (arguments == null) {
      return null;
    }
    String last = "";
    int from = 0;
    while (from <= arguments.length()) {
      int comma = arguments.indexOf(',', from);
      int to = comma < 0 ? arguments.length() : comma;
      int equals = arguments.indexOf('=', from);
      if (equals > 0 && equals < to) {
        String name = arguments.substring(from, equals).trim();
        if (name.equals(key) || key.equals(MCP) && name.equals(SHORT) && !hasPairs(last)) {
          return arguments.substring(equals + 1, to);
        }
        last = name.startsWith("otel.") ? name : last;
      }
      from = to + 1;
    }
    return null;
  }

  /** Whether {@code enabled=…} may be a part of this property's value. */
  private static boolean hasPairs(String property) {
    return property.endsWith(".headers") || property.endsWith(".attributes");
  }
}
