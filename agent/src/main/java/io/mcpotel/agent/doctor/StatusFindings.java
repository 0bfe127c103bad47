// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import io.mcpotel.agent.doctor.StatusLines.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an agent that runs says of itself, as findings. */
public final class StatusFindings {

  private static final String OWN = "to ";

  private final StatusLines status;
  private final long nowMillis;
  private final List<Finding> findings = new ArrayList<>();

  private StatusFindings(StatusLines status, long nowMillis) {
    this.status = status;
    this.nowMillis = nowMillis;
  }

  public static List<Finding> of(StatusLines status, long nowMillis) {
    StatusFindings of = new StatusFindings(status, nowMillis);
    of.addAgent();
    of.addStacks();
    of.addTelemetry();
    of.addCalls();
    of.addExports();
    of.addLosses();
    return of.findings;
  }

  /** Whether its own SDK exports, or may yet, and its properties say where. */
  public static boolean exportsItself(StatusLines status) {
    List<Line> targets = status.all("telemetry");
    return targets.isEmpty()
        || !status.all("export").isEmpty()
        || targets.stream().anyMatch(target -> target.part(1).startsWith(OWN));
  }

  private void addAgent() {
    Line started = status.all("started").stream().findFirst().orElse(null);
    String since =
        started == null || started.number(0) < 0
            ? ""
            : ", runs since "
                + Instant.ofEpochMilli(started.number(0)).truncatedTo(ChronoUnit.SECONDS);
    findings.add(Finding.good("agent", "release " + status.one("release") + since));
  }

  private void addStacks() {
    for (Line stack : status.all("stack")) {
      String jar = stack.part(2).isEmpty() ? "" : ", from " + stack.part(2);
      findings.add(Finding.good("sdk", stack.part(0) + " in class loader " + stack.part(1) + jar));
      addHooks(stack);
    }
    for (Line stack : status.all("left-alone")) {
      findings.add(
          Finding.bad(
              "sdk",
              stack.part(0)
                  + " in class loader "
                  + stack.part(1)
                  + " is not instrumented: "
                  + stack.part(2),
              stack.part(2).contains("older")
                  ? "update the SDK: docs/releases.md says which releases are covered"
                  : "set what is named, and start the JVM again"));
    }
    if (status.all("stack").isEmpty() && status.all("left-alone").isEmpty()) {
      findings.add(
          Finding.bad(
              "sdk",
              "no MCP SDK and no MCP client of LangChain4j has been used yet",
              "look again when it has"));
    }
  }

  private void addHooks(Line stack) {
    List<Line> missing =
        status.all("missing").stream()
            .filter(hook -> hook.part(0).equals(stack.part(0)))
            .distinct()
            .toList();
    if (missing.isEmpty()) {
      findings.add(
          Finding.good("hooks", stack.part(3) + " hooks are in " + stack.part(0) + ", all fit"));
    }
    for (Line hook : missing) {
      findings.add(
          Finding.bad(
              "hooks",
              stack.part(0)
                  + " has "
                  + hook.part(1)
                  + " otherwise; may be missing: "
                  + hook.part(2),
              "update the agent, or use a release that docs/releases.md names"));
    }
  }

  private void addTelemetry() {
    for (Line target : status.all("telemetry")) {
      String where = target.part(0) + ": " + target.part(1);
      findings.add(
          target.part(1).startsWith("nowhere:")
              ? Finding.bad("telemetry", where, "the JVM's stderr says why")
              : Finding.good("telemetry", where));
    }
    if (status.all("telemetry").isEmpty() && !status.all("stack").isEmpty()) {
      findings.add(
          Finding.good(
              "telemetry",
              "not decided yet: it waits up to 30 s after the first call for the application's"
                  + " OpenTelemetry SDK"));
    }
  }

  private void addCalls() {
    boolean any = false;
    for (String direction : List.of("received", "sent")) {
      List<String> counts = new ArrayList<>();
      for (Line calls : status.all("calls")) {
        if (calls.part(0).equals(direction)) {
          String failed = calls.number(3) > 0 ? " (" + calls.number(3) + " failed)" : "";
          counts.add(calls.part(1) + " " + calls.number(2) + failed);
        }
      }
      if (!counts.isEmpty()) {
        any = true;
        findings.add(Finding.good("calls", direction + ": " + String.join(", ", counts)));
      }
    }
    Line last = status.all("last-call").stream().findFirst().orElse(null);
    findings.add(
        Finding.good(
            "calls", any && last != null ? "the last one " + ago(last.number(0)) : "none yet"));
  }

  private void addExports() {
    for (Line export : status.all("export")) {
      String items = export.number(2) + " " + items(export.part(0));
      String last = export.part(0) + ": the last export, of " + items + ", ";
      String ago = ago(export.number(1));
      findings.add(
          export.part(3).isEmpty()
              ? Finding.good("export", last + "was taken " + ago)
              : Finding.bad(
                  "export",
                  last + "failed " + ago + ": " + export.part(3),
                  "see what is said of the endpoint below"));
    }
  }

  private static String items(String signal) {
    return switch (signal) {
      case "traces" -> "spans";
      case "logs" -> "log records";
      default -> signal;
    };
  }

  private void addLosses() {
    Set<String> taken = new HashSet<>();
    for (Line export : status.all("export")) {
      if (export.part(3).isEmpty()) {
        taken.add(export.part(0));
      }
    }
    for (Line lost : status.all("lost")) {
      boolean metrics = lost.part(0).equals("metrics");
      String what =
          lost.number(2)
              + (metrics ? " exports of metrics" : " " + items(lost.part(0)))
              + " ("
              + lost.part(1)
              + ")";
      if (lost.part(1).equals("export_failed") && taken.contains(lost.part(0))) {
        findings.add(Finding.good("lost", what + " since the start; the last export was taken"));
        continue;
      }
      findings.add(
          Finding.bad(
              "lost",
              what,
              switch (lost.part(1)) {
                case "queue_full" -> "give it more room, such as otel.bsp.max.queue.size=8192";
                case "export_failed" -> "mend the endpoint";
                case "file" -> "see whether its disk is full, and who may write there";
                default -> "nothing, if the JVM was ending";
              }));
    }
    for (Line failed : status.all("failed")) {
      findings.add(
          Finding.bad(
              "agent",
              "failed at " + failed.part(0) + ", " + failed.number(1) + " times",
              "report it, with what otel.instrumentation.mcp.debug=true prints"));
    }
  }

  private String ago(long millis) {
    long seconds = Math.max(0, nowMillis - millis) / 1_000;
    return seconds < 120 ? seconds + " s ago" : seconds / 60 + " min ago";
  }
}
