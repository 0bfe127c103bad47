// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import java.util.List;
import java.util.Set;

/**
 * What our own properties say.
 *
 * @param handlerSpans whether the handlers have spans of their own
 * @param excludedSpans methods without a span, {@code *} at the end standing for any rest
 * @param capture what may be exported of the messages' content
 * @param redaction what is taken out of it
 * @param measuring what is measured
 * @param health when a server counts as ill
 * @param recording where the records go
 * @param remoteContext what the peer's trace context means to us
 * @param telemetryMode through which OpenTelemetry telemetry goes
 * @param mode what is emitted
 * @param enrichClientSpans whether a span that traces a tool call already stands for the client's
 * @param tracedElsewhere the sides of tool calls that another agent makes spans of
 * @param catalogBaseline the file in which the tools of servers are remembered, or null
 * @param debug whether the agent logs on stderr what it does
 */
public record Settings(
    boolean handlerSpans,
    List<String> excludedSpans,
    Capture capture,
    Redaction redaction,
    Measuring measuring,
    HealthRules health,
    Recording recording,
    RemoteContext remoteContext,
    TelemetryMode telemetryMode,
    Mode mode,
    boolean enrichClientSpans,
    Set<Operation.Kind> tracedElsewhere,
    String catalogBaseline,
    boolean debug) {

  /** What the trace context in a received message's {@code _meta} is used for. */
  public enum RemoteContext {
    PARENT,
    LINK,
    IGNORE
  }

  /** Which OpenTelemetry writes the telemetry. */
  public enum TelemetryMode {
    AUTO,
    AGENT,
    APPLICATION,
    STANDALONE
  }

  /** How much the agent does. */
  public enum Mode {
    /** Spans, metrics and records. */
    FULL,
    /** No spans, and records only where they are asked for. */
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
    UnknownProperties.warn(configuration);
    OwnProperties properties = new OwnProperties(configuration);
    Mode mode = properties.one(Property.MODE, Mode.FULL);
    return new Settings(
        mode == Mode.FULL && properties.flag(Property.HANDLER_SPANS, true),
        properties.list(Property.EXCLUDE_SPANS),
        Capture.from(properties),
        Redaction.from(properties),
        Measuring.from(properties, mode),
        HealthRules.from(properties),
        Recording.from(properties, mode),
        properties.one(Property.REMOTE_CONTEXT, RemoteContext.PARENT),
        properties.one(Property.TELEMETRY, TelemetryMode.AUTO),
        mode,
        properties.one(Property.CLIENT_SPANS, ClientSpans.CHILD) == ClientSpans.ENRICH,
        Set.of(),
        properties.text(Property.CATALOG_BASELINE),
        properties.flag(Property.DEBUG, false));
  }

  /** The same, but for spans of tool calls on these sides, which another agent makes. */
  public Settings leavingToolCalls(Set<Operation.Kind> sides) {
    return new Settings(
        handlerSpans,
        excludedSpans,
        capture,
        redaction,
        measuring,
        health,
        recording,
        remoteContext,
        telemetryMode,
        mode,
        enrichClientSpans,
        sides,
        catalogBaseline,
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

  /** Whether there is more than spans and durations: all metrics, or records. */
  public boolean showsDetails() {
    return measuring.all() || recording.isOn();
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
}
