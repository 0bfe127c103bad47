// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way to start a program.
 *
 * @param name what a table calls it
 * @param options what it adds to the JVM's options
 */
record Variant(String name, List<String> options) {

  private static final String BY_HAND = "-D" + EchoTool.BY_HAND + "=";

  static final Variant NONE = new Variant("no agent", List.of());

  static Variant emptyPremain() {
    Map<String, String> manifest =
        Map.of("Premain-Class", Premain.class.getName(), "Can-Retransform-Classes", "true");
    return new Variant("empty premain", List.of("-javaagent:" + Jars.of(Premain.class, manifest)));
  }

  /** Our agent, without telemetry being configured. */
  static Variant ours() {
    return new Variant("**this agent**", List.of("-javaagent:" + Jars.agent()));
  }

  static Variant openTelemetry() {
    return new Variant(
        "opentelemetry-javaagent", List.of("-javaagent:" + Jars.openTelemetryAgent()));
  }

  /** A server whose author has measured its tool; its class path needs OpenTelemetry. */
  static Variant byHand() {
    return new Variant("by hand", List.of(BY_HAND + EchoTool.LITTLE));
  }

  /** The same, with all that this agent's defaults tell of a call. */
  static Variant sameByHand() {
    return new Variant("the same by hand", List.of(BY_HAND + EchoTool.ALL));
  }

  /** What a server sees that is started so. */
  String classPath() {
    return options.stream().anyMatch(option -> option.startsWith(BY_HAND))
        ? Jars.classPath()
        : Jars.classPathWithoutOpenTelemetry();
  }

  /** This and another. */
  Variant with(Variant other) {
    return new Variant(other.name(), options).with(other.options());
  }

  Variant with(List<String> more) {
    return new Variant(name, Stream.concat(options.stream(), more.stream()).toList());
  }
}
