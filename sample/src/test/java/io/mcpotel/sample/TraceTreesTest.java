// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTreesTest {

  @Test
  void childrenStandBelowTheirParentInOrderOfTheirStart() {
    String trees =
        TraceTrees.of(
            List.of(
                span("t1", "4", "2", "second", 40, Map.of()),
                span("t1", "3", "2", "first", 30, Map.of("error.type", "java.io.IOException")),
                span("t1", "2", "1", "tools/call x", 20, Map.of("error.type", "tool_error")),
                span("t1", "1", "", "tools/call x", 10, Map.of())));

    assertEquals(
        """
        span                                       service        kind            ms  error
        tools/call x                               weather-server SERVER         5.0
        └─ tools/call x                            weather-server SERVER         5.0  tool_error
           ├─ first                                weather-server SERVER         5.0  IOException
           └─ second                               weather-server SERVER         5.0
        """,
        trees);
  }

  @Test
  void tracesOfTheSameShapeAreWrittenOnce() {
    String trees =
        TraceTrees.of(
            List.of(
                span("t1", "1", "", "ping", 10, Map.of()),
                span("t2", "1", "", "ping", 20, Map.of()),
                span("t3", "1", "", "ping", 30, Map.of("rpc.response.status_code", "-32601"))));

    assertEquals(
        """
        span                                       service        kind            ms  error
        ping                                       weather-server SERVER         5.0
           … and 1 more like it, 5.0 to 5.0 ms
        ping                                       weather-server SERVER         5.0  (answered -32601)
        """,
        trees);
  }

  @Test
  void spanWhoseParentHasNotArrivedIsMarked() {
    String trees = TraceTrees.of(List.of(span("t1", "2", "1", "ping", 10, Map.of())));

    assertEquals(
        "ping (parent missing)                      weather-server SERVER         5.0",
        trees.lines().toList().get(1));
  }

  private static SpanView span(
      String trace, String id, String parent, String name, long startMs, Map<String, Object> attr) {
    return new SpanView(
        trace,
        id,
        parent,
        name,
        "SERVER",
        startMs * 1_000_000,
        (startMs + 5) * 1_000_000,
        attr,
        "UNSET",
        "",
        List.of(),
        List.of(),
        "scope",
        Map.of("service.name", "weather-server"));
  }
}
