// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start a test application: its JDK, its agent if any, its properties and its main class.
 */
public final class App {

  private final Jdk jdk;
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> laterOptions = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private String classPath = AppClassPath.joined();
  private String agent;

  private App(Jdk jdk) {
    this.jdk = jdk;
  }

  public static App on(Jdk jdk) {
    return new App(jdk);
  }

  /** With the agent, exporting there and without the usual delays. */
  public App exportingTo(OtlpReceiver receiver) {
    return exportingTo(receiver.endpoint());
  }

  public App exportingTo(String endpoint) {
    return agent("")
        .property("otel.exporter.otlp.endpoint", endpoint)
        .property("otel.service.name", "under-test")
        .property("otel.bsp.schedule.delay", "100")
        .property("otel.blrp.schedule.delay", "100")
        .property("otel.metric.export.interval", "200")
        // A scope that is left open, or closed by another thread, is a line on stderr then.
        .property("io.opentelemetry.context.enableStrictContext", "true");
  }

  /** With the agent and these arguments for it. */
  public App agent(String agentArguments) {
    agent =
        "-javaagent:" + AgentJar.path() + (agentArguments.isEmpty() ? "" : "=" + agentArguments);
    return this;
  }

  /** Without it, for one that is attached later. */
  public App withoutAgent() {
    agent = null;
    return this;
  }

  public App property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  public App properties(Map<String, String> more) {
    properties.putAll(more);
    return this;
  }

  public App environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public App option(String option) {
    options.add(option);
    return this;
  }

  /** One that comes after the agent. */
  public App laterOption(String option) {
    laterOptions.add(option);
    return this;
  }

  public App classPath(String classPath) {
    this.classPath = classPath;
    return this;
  }

  public App main(Class<?> main, String... mainArguments) {
    return main(main.getName(), mainArguments);
  }

  /** A main class that is not on the tests' class path. */
  public App main(String main, String... mainArguments) {
    arguments.add(main);
    arguments.addAll(List.of(mainArguments));
    return this;
  }

  /** An executable jar, which brings its class path along. */
  public App jar(Path jar) {
    classPath = null;
    arguments.addAll(List.of("-jar", jar.toString()));
    return this;
  }

  /** The command line, for an application that starts this one itself. */
  public List<String> command() {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    // Two cores and the memory are shared by all, up to a hundred servers at a time.
    command.addAll(List.of("-Xms16m", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    if (agent != null) {
      command.add(agent);
    }
    command.addAll(laterOptions);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    if (classPath != null) {
      command.addAll(List.of("-cp", classPath));
    }
    command.addAll(arguments);
    return command;
  }

  public AppProcess start() {
    return start(command(), environment);
  }

  /** Any other program, treated like a test application. */
  public static AppProcess start(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      // The developer's own settings must not reach the applications under test.
      builder.environment().keySet().removeIf(name -> name.matches("OTEL_.*|JAVA_TOOL_OPTIONS"));
      builder.environment().putAll(environment);
      return new AppProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
