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
 * @param home whose OpenTelemetry is used
 * @param mode what is emitted
 * @param enrichClientSpans whether a span that traces a tool call already stands for the client's
 * @param tracedElsewhere the sides of tool calls that another agent makes spans of
 * @param debug whether the agent tells on stderr what it does
 */
public record Settings(
    boolean handlerSpans,
    List<String> excludedSpans,
    boolean captureErrors,
    RemoteContext remoteContext,
    Home home,
    Mode mode,
    boolean enrichClientSpans,
    Set<Operation.Kind> tracedElsewhere,
    boolean debug) {

  private static final String PREFIX = "otel.instrumentation.mcp.";
  private static final Set<String> CAPTURES = new TreeSet<>(Set.of("errors", "none"));

  /** What the trace context in a received message's {@code _meta} is used for. */
  public enum RemoteContext {
    PARENT,
    LINK,
    IGNORE
  }

  /** Whose OpenTelemetry writes the telemetry. */
  public enum Home {
    AUTO,
    AGENT,
    APPLICATION,
    STANDALONE
  }

  /** How much the agent does. */
  public enum Mode {
    /** Spans and metrics. */
    FULL,
    /** No spans. */
    METRICS,
    /** Nothing but to carry the context. */
    PROPAGATION
  }

  /** What becomes of a client's span for a tool call that has one already. */
  private enum ClientSpans {
    CHILD,
    ENRICH
  }

  public static Settings from(Configuration configuration) {
    Mode mode = one(configuration, "mode", Mode.FULL);
    return new Settings(
        mode == Mode.FULL && flag(configuration, "handler-spans", true),
        list(configuration, "exclude-spans", ""),
        captures(configuration).contains("errors"),
        one(configuration, "remote-context", RemoteContext.PARENT),
        one(configuration, "telemetry", Home.AUTO),
        mode,
        one(configuration, "client-spans", ClientSpans.CHILD) == ClientSpans.ENRICH,
        Set.of(),
        flag(configuration, "debug", false));
  }

  /** The same, but for spans of tool calls on these sides, which another agent makes. */
  public Settings leavingToolCalls(Set<Operation.Kind> sides) {
    return new Settings(
        handlerSpans,
        excludedSpans,
        captureErrors,
        remoteContext,
        home,
        mode,
        enrichClientSpans,
        sides,
        debug);
  }

  /** Whether operations have spans at all. */
  public boolean hasSpans() {
    return mode == Mode.FULL;
  }

  /** Whether operations and sessions are measured. */
  public boolean hasMetrics() {
    return mode != Mode.PROPAGATION;
  }

  /** Whether there is to be no span for this. */
  public boolean excludesSpan(Operation.Kind kind, String method) {
    if (!hasSpans() || Methods.TOOLS_CALL.equals(method) && tracedElsewhere.contains(kind)) {
      return true;
    }
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

  private static <E extends Enum<E>> E one(Configuration configuration, String name, E otherwise) {
    String value = configuration.get(PREFIX + name);
    if (value == null) {
      return otherwise;
    }
    List<String> words = new ArrayList<>();
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equalsIgnoreCase(value)) {
        return constant;
      }
      words.add(word);
    }
    wrong(
        name,
        value,
        "one of " + String.join(", ", words),
        otherwise.name().toLowerCase(Locale.ROOT));
    return otherwise;
  }

  private static void wrong(String name, String value, String expected, String used) {
    Problems.line(PREFIX + name + "=" + value + ": expected " + expected + "; using " + used + ".");
  }
}
