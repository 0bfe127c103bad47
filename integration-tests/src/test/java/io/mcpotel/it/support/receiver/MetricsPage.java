// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.process.Ports;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The page that an application under test shows to a Prometheus. */
public final class MetricsPage {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_NANOS = 50_000_000;

  private final int port;

  public MetricsPage(int port) {
    this.port = port;
  }

  public HttpProbe.Answer read(String... headers) {
    return new HttpProbe(port).send("GET", "/metrics", null, headers);
  }

  /** The first line like this, as soon as there is one. */
  public String await(Predicate<String> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> lines = List.of();
    while (System.nanoTime() - deadline < 0) {
      if (Ports.isOpen("127.0.0.1", port)) {
        lines = read("Accept", "text/plain").body().lines().toList();
        var line = lines.stream().filter(wanted).findFirst();
        if (line.isPresent()) {
          return line.get();
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new AssertionError("No such line in\n" + String.join("\n", lines));
  }

  /** As soon as so many calls of a tool were counted. */
  public void awaitServedCalls(String tool, int count) {
    await(
        line ->
            line.startsWith("mcp_server_operation_duration_seconds_count{")
                && line.contains("gen_ai_tool_name=\"" + tool + "\"")
                && line.endsWith("} " + count));
  }
}
