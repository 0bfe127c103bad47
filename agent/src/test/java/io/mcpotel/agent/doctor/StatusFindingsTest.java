// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusFindingsTest {

  private static final long NOW = 1_780_000_000_000L;

  private final StatusLines status = new StatusLines();

  @Test
  void agentThatDoesItsWorkIsWell() {
    status.add("release", "1.2.3");
    status.add("started", NOW - 60_000);
    status.add("stack", "MCP SDK 2.1.0", "app", "file:/app/mcp-core-2.1.0.jar", 40);
    status.add("telemetry", "MCP SDK 2.1.0", "to http://c:4318 by http/protobuf (traces)");
    status.add("calls", "received", "ping", 3, 0);
    status.add("calls", "received", "tools/call", 12, 2);
    status.add("calls", "sent", "sampling/createMessage", 1, 0);
    status.add("last-call", NOW - 5_000);
    status.add("export", "traces", NOW - 300_000, 17, "");

    assertEquals(
        List.of(
            "ok   agent: release 1.2.3, runs since 2026-05-28T20:25:40Z",
            "ok   sdk: MCP SDK 2.1.0 in class loader app, from file:/app/mcp-core-2.1.0.jar",
            "ok   hooks: 40 hooks are in MCP SDK 2.1.0, all fit",
            "ok   telemetry: MCP SDK 2.1.0: to http://c:4318 by http/protobuf (traces)",
            "ok   calls: received: ping 3, tools/call 12 (2 failed)",
            "ok   calls: sent: sampling/createMessage 1",
            "ok   calls: the last one 5 s ago",
            "ok   export: traces: the last export, of 17 spans, was taken 5 min ago"),
        lines());
    assertTrue(StatusFindings.exportsItself(read()));
  }

  @Test
  void whatIsOverIsWellAndWhatNeverBeganIsNot() {
    status.add("release", "1.2.3");
    status.add("stack", "MCP SDK 2.1.0", "app", "", 40);
    status.add(
        "telemetry", "MCP SDK 2.1.0", "nowhere: the agent's own OpenTelemetry could not start");
    status.add("export", "logs", NOW - 1_000, 2, "");
    status.add("lost", "logs", "export_failed", 2);

    assertEquals(
        List.of(
            "ok   agent: release 1.2.3",
            "ok   sdk: MCP SDK 2.1.0 in class loader app",
            "ok   hooks: 40 hooks are in MCP SDK 2.1.0, all fit",
            "BAD  telemetry: MCP SDK 2.1.0: nowhere: the agent's own OpenTelemetry could not start"
                + " -> the JVM's stderr says why",
            "ok   calls: none yet",
            "ok   export: logs: the last export, of 2 log records, was taken 1 s ago",
            "ok   lost: 2 log records (export_failed) since the start; the last export was taken"),
        lines());
  }

  @Test
  void eachThingThatIsWrongHasALineWithWhatToDo() {
    status.add("release", "1.2.3");
    status.add("stack", "MCP SDK 9.0.0", "app", "", 40);
    status.add("missing", "MCP SDK 9.0.0", "McpServerSession.handle", "spans of all");
    status.add("left-alone", "MCP SDK 0.7.0", "plugin", "it is older than 0.8");
    status.add("export", "logs", NOW - 1_000, 2, "HTTP 401 Unauthorized");
    status.add("lost", "traces", "queue_full", 5);
    status.add("lost", "logs", "export_failed", 2);
    status.add("lost", "metrics", "export_failed", 1);
    status.add("failed", "hook 7", 3);

    assertEquals(
        List.of(
            "ok   agent: release 1.2.3",
            "ok   sdk: MCP SDK 9.0.0 in class loader app",
            "BAD  hooks: MCP SDK 9.0.0 has McpServerSession.handle otherwise; may be missing:"
                + " spans of all -> update the agent, or use a release that docs/releases.md names",
            "BAD  sdk: MCP SDK 0.7.0 in class loader plugin is not instrumented: it is older than 0.8 ->"
                + " update the SDK: docs/releases.md says which releases are covered",
            "ok   telemetry: not decided yet: it waits up to 30 s after the first call for the"
                + " application's OpenTelemetry SDK",
            "ok   calls: none yet",
            "BAD  export: logs: the last export, of 2 log records, failed 1 s ago: HTTP 401"
                + " Unauthorized -> see what is said of the endpoint below",
            "BAD  lost: 5 spans (queue_full) -> give it more room, such as"
                + " otel.bsp.max.queue.size=8192",
            "BAD  lost: 2 log records (export_failed) -> mend the endpoint",
            "BAD  lost: 1 exports of metrics (export_failed) -> mend the endpoint",
            "BAD  agent: failed at hook 7, 3 times -> report it, with what"
                + " otel.instrumentation.mcp.debug=true prints"),
        lines());
  }

  @Test
  void endpointOfOthersIsNotOurs() {
    status.add("telemetry", "MCP SDK 2.1.0", "through the application's OpenTelemetry SDK");

    assertFalse(StatusFindings.exportsItself(read()));
    status.add("export", "logs", NOW, 1, "");
    assertTrue(StatusFindings.exportsItself(read()));
  }

  private StatusLines read() {
    return StatusLines.read(status.toString());
  }

  private List<String> lines() {
    return StatusFindings.of(read(), NOW).stream().map(Finding::toString).toList();
  }
}
