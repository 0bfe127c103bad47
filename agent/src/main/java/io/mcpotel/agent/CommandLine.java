// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import java.io.File;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;

/** What {@code java -jar mcp-otel-agent.jar} does. */
public final class CommandLine {

  private CommandLine() {}

  /** Runs a command; the result is the exit status. */
  public static int run(String[] arguments, File jar) {
    if (arguments.length == 0) {
      help(System.out);
      return 0;
    }
    if (!arguments[0].equals("attach") || arguments.length < 2) {
      return notUnderstood(String.join(" ", arguments));
    }
    List<String> properties = Arrays.asList(arguments).subList(2, arguments.length);
    for (String property : properties) {
      if (property.indexOf('=') <= 0) {
        return notUnderstood(property + ": expected key=value");
      }
    }
    return attach(arguments[1], properties.isEmpty() ? null : String.join(",", properties), jar);
  }

  private static int notUnderstood(String what) {
    System.err.println("Not understood: " + what);
    help(System.err);
    return 1;
  }

  private static int attach(String pid, String agentArguments, File jar) {
    if (!pid.matches("\\d+") || ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
      System.err.println("There is no process " + pid + ".");
      return 1;
    }
    try {
      ByteBuddyAgent.attach(jar, pid, agentArguments);
      System.out.println("Attached to process " + pid + ".");
      return 0;
    } catch (RuntimeException e) {
      System.err.println(
          "Could not attach to process "
              + pid
              + ": it must be a JVM of the same user ("
              + rootCause(e)
              + ").");
      return 1;
    }
  }

  private static String rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString().lines().findFirst().orElse("");
  }

  private static void help(PrintStream out) {
    for (String line :
        Arrays.asList(
            "MCP OTel Agent "
                + AgentVersion.get()
                + ": OpenTelemetry for Java MCP servers and clients",
            "",
            "  java -javaagent:mcp-otel-agent.jar -Dotel.exporter.otlp.endpoint=URL …",
            "      starts a JVM with the agent",
            "  java -jar mcp-otel-agent.jar attach PID [key=value …]",
            "      attaches the agent to a running JVM of the same user",
            "",
            "Properties: otel.*, OTEL_* and otel.instrumentation.mcp.*; see the README.")) {
      out.println(line);
    }
  }
}
