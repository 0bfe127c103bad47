// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code doctor} of a server that is well, and of every JVM of this user. */
@Isolated("it asks every JVM of this user")
class DoctorOfAllIT {

  @Test
  void serverThatIsWellHasOnlyGoodLines() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            TestServer.launch(new ServerKind("stdio", "sync", 25))
                .exportingTo(receiver)
                .property("otel.exporter.otlp.headers", "x-key=MARK-HEADER")
                .start()) {
      DoctorIT.callTools(server, "echo", "fail");
      Doctor doctor = Doctor.awaiting(server, "export: traces", "export: metrics", "export: logs");

      assertEquals(
          List.of(
              "JVM PID, io.mcpotel.it.app.ServerMain",
              "  ok   agent: release 0.1.0, runs since TIME",
              "  ok   sdk: MCP SDK 2.1.0 in class loader app, from file:…/mcp-core-2.1.0.jar",
              "  ok   hooks: N hooks are in MCP SDK 2.1.0, all fit",
              "  ok   telemetry: MCP SDK 2.1.0: to URL by http/protobuf (traces, metrics, logs)"
                  + " (no OpenTelemetry found in this JVM)",
              "  ok   calls: received: initialize 1, notifications/initialized 1, tools/call 2 (1"
                  + " failed)",
              "  ok   calls: the last one N s ago",
              "  ok   export: traces: the last export, of N spans, was taken N s ago",
              "  ok   export: metrics: the last export, of N metrics, was taken N s ago",
              "  ok   export: logs: the last export, of N log records, was taken N s ago",
              "  ok   endpoint: traces, metrics, logs: URL/v1/… takes an empty export by HTTP"),
          doctor.lines(receiver.endpoint()));
      assertEquals(0, doctor.status());
      assertTrue(
          receiver.requestHeaders().stream()
              .allMatch(headers -> "MARK-HEADER".equals(headers.get("x-key"))));
      assertEquals(
          server.agentLines(),
          server.stderr().lines().stream().filter(line -> !line.startsWith("LOG ")).toList());
      assertEquals(1, server.agentLines().size());

      Doctor all = Doctor.run("--json");
      assertTrue(all.said().contains("{\"pid\":" + server.pid() + ","), all::said);
      assertTrue(all.said().startsWith("{\"jvms\":[{\"pid\":"), all::said);
      assertFalse((doctor.said() + all.said()).contains("MARK"));
    }
  }
}
