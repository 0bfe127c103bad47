// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.bootstrap.Agent;
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
    switch (arguments.length == 0 ? "--help" : arguments[0]) {
      case "--help", "-h", "help" -> help(System.out);
      case "--version", "-version", "version" ->
          System.out.println("mcp-otel-agent " + AgentVersion.get());
      default -> {
        if (arguments[0].equals("attach") && arguments.length >= 2) {
          // A script's variable may be empty.
          return attach(
              arguments[1],
              Arrays.stream(arguments).skip(2).filter(a -> !a.isBlank()).toList(),
              jar);
        }
        if (arguments[0].equals("health") && arguments.length == 2) {
          return new HealthCommand(System.out).run(arguments[1]);
        }
        if (arguments[0].equals("doctor")) {
          return new DoctorCommand(System.out, System.err)
              .run(Arrays.asList(arguments).subList(1, arguments.length));
        }
        return notUnderstood(String.join(" ", arguments));
      }
    }
    return 0;
  }

  private static int notUnderstood(String what) {
    System.err.println("Not understood: " + what);
    help(System.err);
    return 1;
  }

  private static int attach(String pid, List<String> properties, File jar) {
    for (String property : properties) {
      if (property.indexOf('=') <= 0) {
        return notUnderstood(property + ": expected key=value");
      }
    }
    String agentArguments = properties.isEmpty() ? null : String.join(",", properties);
    if (!pid.matches("\\d+") || ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
      System.err.println("There is no process " + pid + ".");
      return 1;
    }
    try {
      String before = RunningJvm.agentState(pid);
      if (before != null) {
        System.out.println(alreadyThere(pid, before));
        return 0;
      }
      ByteBuddyAgent.attach(jar, pid, agentArguments);
      return attachedNow(pid, RunningJvm.agentState(pid));
    } catch (Exception | LinkageError e) {
      System.err.println(
          "Could not attach to process "
              + pid
              + ": it must be a JVM of the same user, and this one a JDK ("
              + rootCause(e)
              + ").");
      return 1;
    }
  }

  static String alreadyThere(String pid, String state) {
    String[] words = state.split(" ", 2);
    return "Process "
        + pid
        + " has the agent already, release "
        + words[0]
        + switch (words.length > 1 ? words[1] : Agent.STARTED) {
          case Agent.WAITING -> ", which waits for the first MCP class";
          case Agent.FAILED -> ", which could not start: its stderr says why";
          default -> "";
        }
        + "; nothing changes.";
  }

  /** It has settled what it does before the JVM says that it is attached. */
  private static int attachedNow(String pid, String state) {
    if (state == null || state.endsWith(Agent.FAILED)) {
      System.err.println(
          "The agent does not run in process "
              + pid
              + ": it is switched off there, or that process' stderr says why.");
      return 1;
    }
    System.out.println(
        "Attached "
            + AgentVersion.get()
            + " to process "
            + pid
            + (state.endsWith(Agent.WAITING)
                ? ", which has loaded no MCP class yet: the agent waits for the first one."
                : "; its new MCP calls are seen from now on."));
    return 0;
  }

  static String rootCause(Throwable failure) {
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
            "  java -jar mcp-otel-agent.jar health FILE|PID",
            "      says how the server is whose otel.instrumentation.mcp.health.file this is, or",
            "      whose process; the status is 1 where it is hung or broken, or nothing is known",
            "  java -jar mcp-otel-agent.jar doctor [PID] [--json]",
            "      says why there is no telemetry of a JVM, or of each of this user: one line for",
            "      each finding, with what to do; the status is 0 where all is well",
            "  java -jar mcp-otel-agent.jar --version | --help",
            "",
            "Properties: otel.*, OTEL_* and otel.instrumentation.mcp.*; see the README.")) {
      out.println(line);
    }
  }
}
