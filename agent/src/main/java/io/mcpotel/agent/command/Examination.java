// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.Printable;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.doctor.ClassPathStacks;
import io.mcpotel.agent.doctor.Endpoints;
import io.mcpotel.agent.doctor.Finding;
import io.mcpotel.agent.doctor.JvmSettings;
import io.mcpotel.agent.doctor.PublishedStatus;
import io.mcpotel.agent.doctor.SettingsFindings;
import io.mcpotel.agent.doctor.StatusFindings;
import io.mcpotel.agent.doctor.StatusLines;
import io.mcpotel.agent.standalone.ConsoleRedaction;
import io.mcpotel.bootstrap.Agent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Examines one JVM, within ten seconds. It reads what the JVM tells who attaches and loads nothing
 * into it; endpoints are tried from this process.
 */
final class Examination {

  private static final long ALL_NANOS = TimeUnit.SECONDS.toNanos(9);
  private static final long ASKING_SECONDS = 3;
  private static final String JVM_ARGUMENTS = "sun.jvm.args";
  private static final String ATTACH = "start it with -javaagent:mcp-otel-agent.jar";

  private final String pid;
  private final boolean isAskedFor;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param isAskedFor whether somebody named this JVM, so that it is a finding that it has no MCP
   */
  Examination(String pid, boolean isAskedFor) {
    this.pid = pid;
    this.isAskedFor = isAskedFor;
  }

  List<Finding> findings() {
    long deadline = System.nanoTime() + ALL_NANOS;
    RunningJvm.Facts facts = ask();
    if (facts == null) {
      return findings;
    }
    String jvmArguments = facts.forAttached().getOrDefault(JVM_ARGUMENTS, "");
    String[] state = facts.properties().getOrDefault(Agent.STATE, "").split(" ", 2);
    StatusLines status =
        StatusLines.read(facts.forAttached().getOrDefault(PublishedStatus.NAME, ""));
    JvmSettings settings = JvmSettings.of(pid, facts.properties(), jvmArguments, status);
    AgentLog.redactWith(
        new ConsoleRedaction(settings.configuration(), settings.settings().redaction()));
    if (state[0].isEmpty()) {
      addNotAttached(facts, jvmArguments, settings.configuration());
    } else {
      addAttached(state[0], state.length > 1 ? state[1] : Agent.STARTED, status, facts);
      if (StatusFindings.exportsItself(status)) {
        findings.addAll(Endpoints.check(settings.targets(), facts.properties(), deadline));
      }
      for (String line : settings.wrong()) {
        findings.add(Finding.bad("properties", line, ""));
      }
      findings.addAll(SettingsFindings.of(settings.configuration()));
    }
    findings.addAll(SettingsFindings.ofCommandLine(jvmArguments));
    findings.replaceAll(
        finding -> finding.printable(text -> Printable.whole(AgentLog.words(text))));
    return findings;
  }

  /** One that is stopped would never answer. */
  private RunningJvm.Facts ask() {
    FutureTask<RunningJvm.Facts> asked = new FutureTask<>(() -> RunningJvm.facts(pid));
    Thread thread = new Thread(asked, "ask");
    thread.setDaemon(true);
    thread.start();
    try {
      return asked.get(ASKING_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      cannotAsk("it does not answer within " + ASKING_SECONDS + " s", "see whether it is stopped");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RunningJvm.NotAsked left) {
        cannotAsk(left.getMessage(), left.todo());
      } else {
        cannotAsk(CommandLine.rootCause(e), RunningJvm.USUAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cannotAsk("interrupted", "");
    }
    return null;
  }

  private void cannotAsk(String why, String todo) {
    findings.add(Finding.bad("jvm", "cannot be asked: " + Printable.whole(why), todo));
  }

  private void addNotAttached(
      RunningJvm.Facts facts, String jvmArguments, Configuration configuration) {
    ClassPathStacks stacks = ClassPathStacks.of(facts.properties());
    if (SettingsFindings.agentArguments(jvmArguments) != null) {
      String off = SettingsFindings.switchedOffBy(configuration);
      findings.add(
          off == null
              ? Finding.bad("agent", "is named and does not run", "its stderr says why")
              : Finding.bad("agent", "is switched off by " + off, "leave that out"));
    } else if (!stacks.covered().isEmpty()) {
      findings.add(
          Finding.bad(
              "agent",
              "is not attached; on the class path: " + String.join(", ", stacks.covered()),
              ATTACH + ", or run: java -jar mcp-otel-agent.jar attach " + pid));
    } else if (isAskedFor) {
      findings.add(
          Finding.bad(
              "agent", "is not attached, and no MCP was seen on the class path", "see its JVM"));
    } else {
      findings.add(Finding.good("agent", "is not attached, and no MCP was seen on the class path"));
    }
    addOthers(stacks);
  }

  private void addAttached(
      String release, String state, StatusLines status, RunningJvm.Facts facts) {
    switch (state) {
      case Agent.FAILED ->
          findings.add(
              Finding.bad(
                  "agent", "release " + release + " could not start", "its stderr says why"));
      case Agent.WAITING -> addWaiting(release, facts.properties());
      default -> {
        if (status.one("release") != null) {
          findings.addAll(StatusFindings.of(status, System.currentTimeMillis()));
        } else {
          findings.add(
              Finding.bad(
                  "agent",
                  "release " + release + " runs, and does not tell how it is",
                  "start the JVM with release " + AgentVersion.get() + " to know more"));
        }
      }
    }
  }

  private void addWaiting(String release, Map<String, String> properties) {
    ClassPathStacks stacks = ClassPathStacks.of(properties);
    String waits = "release " + release + " is attached and waits for the first MCP class";
    if (!stacks.covered().isEmpty()) {
      findings.add(
          Finding.good(
              "agent", waits + "; on the class path: " + String.join(", ", stacks.covered())));
    } else if (isAskedFor) {
      findings.add(
          Finding.bad(
              "agent", waits + ", and no MCP was seen on the class path", "see docs/releases.md"));
    } else {
      findings.add(Finding.good("agent", waits));
    }
    addOthers(stacks);
  }

  private void addOthers(ClassPathStacks stacks) {
    for (String other : stacks.others()) {
      findings.add(
          Finding.bad("sdk", other, "use the MCP Java SDK under its own name: docs/releases.md"));
    }
  }
}
