// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import io.mcpotel.agent.core.Printable;
import io.mcpotel.agent.doctor.Finding;
import io.mcpotel.agent.monitor.JsonText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code doctor [PID] [--json]} does: says of a JVM, or of all of this user, why there is no
 * telemetry, or that there is.
 */
final class DoctorCommand {

  private static final int WELL = 0;
  private static final int NOT_WELL = 1;
  private static final int NOT_UNDERSTOOD = 2;
  private static final int MOST_SHOWN = 200;

  private final PrintStream out;
  private final PrintStream err;

  /** What was found out about a JVM. */
  record Examined(String pid, String program, List<Finding> findings) {

    boolean isWell() {
      return findings.stream().allMatch(Finding::good);
    }
  }

  DoctorCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The exit status: 0 where all is well, 1 where not, 2 where it is not understood. */
  int run(List<String> arguments) {
    List<String> pids = new ArrayList<>(arguments);
    boolean json = pids.remove("--json");
    if (pids.size() > 1 || !pids.stream().allMatch(pid -> pid.matches("[1-9]\\d{0,9}"))) {
      err.println("Not understood: doctor " + String.join(" ", arguments));
      err.println("Usage: java -jar mcp-otel-agent.jar doctor [PID] [--json]");
      return NOT_UNDERSTOOD;
    }
    List<Examined> jvms = new ArrayList<>();
    try {
      Map<String, String> all = RunningJvm.all();
      for (String pid : pids.isEmpty() ? others(all) : pids) {
        List<Finding> findings = findings(new Examination(pid, !pids.isEmpty()));
        jvms.add(new Examined(pid, program(all.getOrDefault(pid, "")), findings));
      }
    } catch (Exception | LinkageError e) {
      err.println("The doctor needs a JDK to ask other JVMs (" + CommandLine.rootCause(e) + ").");
      return NOT_WELL;
    }
    out.print(json ? json(jvms) + System.lineSeparator() : text(jvms));
    out.flush();
    return !jvms.isEmpty() && jvms.stream().allMatch(Examined::isWell) ? WELL : NOT_WELL;
  }

  /** What is odd in one JVM does not hide what is found in the others. */
  private static List<Finding> findings(Examination examination) {
    try {
      return examination.findings();
    } catch (RuntimeException e) {
      return List.of(Finding.bad("jvm", "cannot be examined: " + CommandLine.rootCause(e), ""));
    }
  }

  private static List<String> others(Map<String, String> jvms) {
    List<String> others = new ArrayList<>(jvms.keySet());
    others.remove(Long.toString(ProcessHandle.current().pid()));
    return others;
  }

  /** The main class or the jar. What follows may be a secret. */
  private static String program(String command) {
    String first = command.strip().split("\\s", 2)[0];
    return Printable.whole(first.substring(0, Math.min(first.length(), MOST_SHOWN)));
  }

  static String text(List<Examined> jvms) {
    if (jvms.isEmpty()) {
      return "There is no other JVM of this user." + System.lineSeparator();
    }
    StringBuilder text = new StringBuilder();
    for (Examined jvm : jvms) {
      line("JVM " + jvm.pid() + (jvm.program().isEmpty() ? "" : ", " + jvm.program()), text);
      jvm.findings().forEach(finding -> line("  " + finding, text));
    }
    return text.toString();
  }

  private static void line(String line, StringBuilder to) {
    to.append(line).append(System.lineSeparator());
  }

  static String json(List<Examined> jvms) {
    JsonText json = new JsonText().begin(null, '{').begin("jvms", '[');
    for (Examined jvm : jvms) {
      json.begin(null, '{').put("pid", Long.parseLong(jvm.pid())).put("program", jvm.program());
      json.put("ok", jvm.isWell()).begin("findings", '[');
      for (Finding finding : jvm.findings()) {
        json.begin(null, '{').put("ok", finding.good()).put("about", finding.about());
        json.put("text", finding.text());
        json.put("todo", finding.todo().isEmpty() ? null : finding.todo()).end('}');
      }
      json.end(']').end('}');
    }
    return json.end(']').end('}').toString();
  }
}
