// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** The telemetry that a JVM has already, which the agent is measured beside. */
enum Beside {
  NOTHING("no agent", ServerCalls.class),
  JAVAAGENT("opentelemetry-javaagent", ServerCalls.class),
  APPLICATION_SDK("an SDK of the application", TracingServerCalls.class);

  private final String words;
  private final Class<?> server;

  Beside(String words, Class<?> server) {
    this.words = words;
    this.server = server;
  }

  /** The JVM as it is without the agent, with further options. */
  Variant variant(List<String> more) {
    Variant variant = this == JAVAAGENT ? Variant.openTelemetry() : Variant.NONE;
    return new Variant(words, variant.options()).with(this == NOTHING ? List.of() : more);
  }

  /** The same with the agent. */
  Variant withAgent(List<String> more) {
    Variant ours = Variant.ours();
    List<String> options =
        Stream.concat(variant(List.of()).options().stream(), ours.options().stream()).toList();
    return new Variant(ours.name(), options).with(more);
  }

  /** An in-process server in such a JVM. */
  Program server(Jdk jdk) {
    String classPath =
        this == APPLICATION_SDK ? Jars.classPath() : Jars.classPathWithoutOpenTelemetry();
    return new Program(jdk, classPath, server);
  }

  @Override
  public String toString() {
    return words;
  }
}
