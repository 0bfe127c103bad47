// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to a trace is found, with and without its spans. */
class TraceTest {

  private static final String TRACE = "a1".repeat(16);
  private static final double HOUR = 3_600;

  @TempDir Path folder;

  @Test
  void operationsAreFoundAroundTheSpansOfTheirTrace() throws Exception {
    try (AskedHub hub = new AskedHub(folder, Instant.now())) {
      hub.keep(
          call(hub, 50 * HOUR, "before"),
          span(hub, 49 * HOUR),
          span(hub, 28 * HOUR),
          call(hub, 10 * HOUR, "long after"));

      assertEquals(List.of("before", "long after"), tools(hub.get("traces/" + TRACE, 200)));
    }
  }

  @Test
  void operationsWithoutSpansAreFoundHoweverLongAgo() throws Exception {
    try (AskedHub hub = new AskedHub(folder, Instant.now())) {
      hub.keep(call(hub, 29 * 24 * HOUR, "old"), call(hub, 1, "new"));

      assertEquals(List.of("old", "new"), tools(hub.get("traces/" + TRACE, 200)));
    }
  }

  private static Row call(AskedHub hub, double secondsAgo, String tool) {
    return hub.call("weather", "one", secondsAgo, tool, 0.1).set("trace_id", TRACE);
  }

  private static Row span(AskedHub hub, double secondsAgo) {
    return hub.row(Table.SPANS, "weather", "one", secondsAgo)
        .set("trace_id", TRACE)
        .set("name", "tools/call");
  }

  private static List<String> tools(JsonNode trace) {
    return trace.get("operations").findValuesAsText("tool");
  }
}
