// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URL;

/**
 * The entry points of the jar. Premain does next to nothing, because every JVM pays for it, also
 * those that never load an MCP class.
 */
public final class Agent {

  /** The system property in which the agent's release and state are, for who attaches another. */
  public static final String STATE = "io.mcpotel.agent";

  /** No class of an MCP SDK has been loaded yet. */
  public static final String WAITING = "waiting";

  public static final String STARTED = "started";
  public static final String FAILED = "failed";

  private static boolean attached;

  private Agent() {}

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    install(arguments, instrumentation);
  }

  /** Called by the JVM when the agent is attached at run time. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    install(arguments, instrumentation);
  }

  /** Run by {@code java -jar}: {@code attach PID [key=value …]}, or help. */
  public static void main(String[] arguments) throws Exception {
    AgentClassLoader loader = new AgentClassLoader(jarFile());
    Class<?> command = Class.forName("io.mcpotel.agent.command.CommandLine", true, loader);
    Object status =
        command
            .getMethod("run", String[].class, File.class)
            .invoke(null, arguments, new File(jarFile()));
    System.exit((Integer) status);
  }

  private static void install(String arguments, Instrumentation instrumentation) {
    try {
      if (!Switches.enabled(arguments)) {
        return;
      }
      synchronized (Agent.class) {
        if (attached) {
          System.err.println("[mcp-otel-agent] is already attached to this JVM; nothing changes.");
          return;
        }
        attached = true;
      }
      isNow(WAITING);
      McpClassTransformer transformer =
          new McpClassTransformer(jarFile(), arguments, instrumentation);
      instrumentation.addTransformer(transformer, true);
      transformer.retransformLoadedClasses();
    } catch (Throwable t) {
      System.err.println("[mcp-otel-agent] could not start, the application runs without it: " + t);
    }
  }

  static void isNow(String state) {
    try {
      String version = Agent.class.getPackage().getImplementationVersion();
      System.setProperty(STATE, version + " " + state);
    } catch (RuntimeException e) {
      // The application may have properties of its own making there.
    }
  }

  private static String jarFile() throws Exception {
    URL location = Agent.class.getProtectionDomain().getCodeSource().getLocation();
    return new File(location.toURI()).getPath();
  }
}
