// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.sample.receiver.MetricView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyTableTest {

  @Test
  void addsUpTheSeriesOfEachToolAndCountsThoseWithAnErrorType() {
    List<String> lines =
        LatencyTable.of(
                List.of(
                    point(Map.of("gen_ai.tool.name", "slow"), 3, 0.018, List.of(3L, 0L, 0L)),
                    point(
                        Map.of("gen_ai.tool.name", "slow", "error.type", "tool_error"),
                        1,
                        0.082,
                        List.of(0L, 0L, 1L)),
                    point(Map.of("mcp.method.name", "ping"), 9, 9, List.of(0L, 0L, 9L))))
            .lines()
            .toList();

    assertEquals(
        "slow                       4       1      25.0       6.7       >20       >20",
        lines.get(1));
    assertTrue(lines.get(2).isEmpty(), "ping is no tool: " + lines.get(2));
  }

  private static MetricView point(
      Map<String, Object> attributes, long count, double sum, List<Long> counts) {
    return new MetricView(
        "mcp.server.operation.duration",
        "s",
        "histogram",
        attributes,
        Map.of("service.name", "weather-server"),
        "scope",
        count,
        sum,
        List.of(0.01, 0.02),
        counts,
        Double.NaN,
        List.of());
  }
}
