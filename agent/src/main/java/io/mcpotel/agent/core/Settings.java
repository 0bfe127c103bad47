// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Our own properties, {@code otel.instrumentation.mcp.*}. A wrong value is told in one line, and
 * the default is used in its place.
 *
 * @param handlerSpans whether the user's functions have spans of their own
 * @param excludedSpans methods without a span, {@code *} at the end standing for any rest
 * @param captureErrors whether error and exception messages are exported
 * @param remoteContext what the peer's trace context means to us
 * @param debug whether the agent tells on stderr what it does
 */
public record Settings(
    boolean handlerSpans,
    List<String> excludedSpans,
    boolean captureErrors,
    RemoteContext remoteContext,
    boolean debug) {

  private static final String PREFIX = "otel.instrumentation.mcp.";
  private static final Set<String> CAPTURES = new TreeSet<>(Set.of("errors", "none"));

  /** What the trace context in a received message's {@code _meta} is used for. */
  public enum RemoteContext {
    PARENT,
    LINK,
    IGNORE
  }

  public static Settings from(Configuration configuration) {
    return new Settings(
        flag(configuration, "handler-spans", true),
        list(configuration, "exclude-spans", ""),
        captures(configuration).contains("errors"),
        remoteContext(configuration),
        flag(configuration, "debug", false));
  }

  /** Whether the user wants no span for this method. */
  public boolean excludesSpan(String method) {
    for (String pattern : excludedSpans) {
      boolean any = pattern.endsWith("*");
      if (any
          ? method.startsWith(pattern.substring(0, pattern.length() - 1))
          : method.equals(pattern)) {
        return true;
      }
    }
    return false;
  }

  private static boolean flag(Configuration configuration, String name, boolean otherwise) {
    String value = configuration.get(PREFIX + name);
    if (value == null || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return value == null ? otherwise : Boolean.parseBoolean(value);
    }
    wrong(name, value, "true or false", String.valueOf(otherwise));
    return otherwise;
  }

  private static List<String> list(Configuration configuration, String name, String otherwise) {
    String value = configuration.get(PREFIX + name);
    List<String> items = new ArrayList<>();
    for (String item : (value == null ? otherwise : value).split(",")) {
      if (!item.isBlank()) {
        items.add(item.trim());
      }
    }
    return List.copyOf(items);
  }

  private static List<String> captures(Configuration configuration) {
    List<String> captures = list(configuration, "capture", "errors");
    for (String capture : captures) {
      if (!CAPTURES.contains(capture)) {
        wrong("capture", capture, "a list of " + String.join(", ", CAPTURES), "errors");
        return List.of("errors");
      }
    }
    return captures;
  }

  private static RemoteContext remoteContext(Configuration configuration) {
    String value = configuration.get(PREFIX + "remote-context");
    if (value == null) {
      return RemoteContext.PARENT;
    }
    try {
      return RemoteContext.valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      wrong("remote-context", value, "parent, link or ignore", "parent");
      return RemoteContext.PARENT;
    }
  }

  private static void wrong(String name, String value, String expected, String used) {
    Problems.line(PREFIX + name + "=" + value + ": expected " + expected + "; using " + used + ".");
  }
}
