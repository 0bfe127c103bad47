// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened in two instances of one service and in 60 others, over a time. */
class SeriesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final String LAST_HOUR = "&from=2026-01-15T11:00:00Z&to=2026-01-15T12:00:00Z";

  @TempDir static Path folder;
  private static AskedHub hub;

  @BeforeAll
  static void start() throws Exception {
    hub = new AskedHub(folder, NOW);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(
          hub.call("shop", "a", 600 + i, i % 4 == 0 ? "pay" : "look", (i + 1) / 1000.0)
              .set("error_type", i < 10 ? "tool_error" : null)
              .set("handler_wait", (Double) 0.25));
    }
    rows.add(hub.call("shop", "b", 3_000, "look", 0.2));
    for (int i = 0; i < 60; i++) {
      rows.add(hub.call("other", "o-" + i, 20_000, "look", 0.1));
    }
    for (int minute = 1; minute <= 20; minute++) {
      rows.add(gauge("a", minute, "mcp.server.active_sessions", 3));
      rows.add(gauge("a", minute, "mcp.server.active_sessions", 1));
      rows.add(gauge("b", minute, "mcp.server.active_sessions", 2));
      rows.add(gauge("a", minute, "jvm.cpu.recent_utilization", 0.2));
      rows.add(gauge("b", minute, "jvm.cpu.recent_utilization", 0.4));
    }
    rows.add(hub.row(Table.REPORTS, "shop", "c", 300).set("memory_mb", (Double) 64.0));
    for (int i = 0; i < 3; i++) {
      rows.add(
          hub.row(Table.MESSAGES, "shop", "a", 900)
              .set("role", "server")
              .set("rejected", "origin"));
    }
    hub.store.append(rows);
  }

  @AfterAll
  static void end() {
    hub.close();
  }

  @Test
  void callsAndErrorsAreCountedInEachStepAndNoneIsZero() throws Exception {
    JsonNode calls = ask("metric=calls&step=5m&service=shop");
    assertEquals(300, calls.get("step_seconds").asInt());
    JsonNode points = calls.at("/series/0/points");
    assertEquals(12, points.size());
    assertEquals(101, sum(points));
    assertEquals(NOW.getEpochSecond() - 3_600, points.get(0).get(0).asLong());
    assertEquals(NOW.getEpochSecond() - 300, points.get(11).get(0).asLong());
    assertEquals("0.0", points.get(11).get(1).asText());
    assertEquals(10, sum(ask("metric=errors&step=1m").at("/series/0/points")));
    assertEquals(3, sum(ask("metric=rejected&step=10m&by=service").at("/series/0/points")));
  }

  @Test
  void linesAreByWhatIsAskedTheOneWithTheMostFirst() throws Exception {
    JsonNode tools = ask("metric=calls&step=1h&by=tool&service=shop").get("series");
    assertEquals("look", tools.at("/0/labels/tool").asText());
    assertEquals(76, sum(tools.at("/0/points")));
    assertEquals(25, sum(tools.at("/1/points")));
    JsonNode instances = ask("metric=calls&step=1h&by=instance&service=shop").get("series");
    assertEquals("a", instances.at("/0/labels/instance").asText());
    assertEquals("shop", instances.at("/0/labels/service").asText());
    assertEquals(10, sum(ask("metric=errors&step=1h&by=error_type").at("/series/0/points")));
    JsonNode all =
        ask("metric=calls&step=1h&by=instance&from=2026-01-14T12:00:00Z&to=2026-01-15T12:00:00Z");
    assertEquals(50, all.get("series").size());
    assertTrue(all.get("truncated").asBoolean());
  }

  @Test
  void percentilesAreExactAndNothingWhereNothingWasCalled() throws Exception {
    JsonNode p95 = ask("metric=p95&step=1d&service=shop&instance=a");
    assertEquals("exact", p95.get("percentiles").asText());
    assertEquals(List.of(95.05), values(p95));
    assertEquals(List.of(50.5), values(ask("metric=p50&step=1d&service=shop&instance=a")));
    assertEquals(List.of(99.01), values(ask("metric=p99&step=1d&service=shop&instance=a")));
    assertEquals(List.of(250.0), values(ask("metric=waiting&step=1d&instance=a")));
    assertEquals(List.of(0.1), values(ask("metric=error_rate&step=1d&instance=a")));
    JsonNode nothing = ask("metric=p95&step=10m&service=nobody").at("/series/0/points");
    assertTrue(nothing.get(0).get(1).isNull(), nothing::toString);
  }

  @Test
  void gaugesAreSummedOverInstancesAndHoldUntilTheNextExport() throws Exception {
    String range = "&from=2026-01-15T11:45:00Z&to=2026-01-15T11:59:00Z";
    for (double value : values(ask("metric=active_sessions&step=20s&service=shop" + range))) {
      assertEquals(6, value);
    }
    for (double value : values(ask("metric=cpu_percent&step=1m" + range))) {
      assertEquals(30, value, 1e-9);
    }
    JsonNode instances = ask("metric=active_sessions&by=instance&step=1m" + range).get("series");
    assertEquals("a", instances.at("/0/labels/instance").asText());
    assertEquals("b", instances.at("/1/labels/instance").asText());
    List<Double> reported = values(ask("metric=memory_mb&step=1m&service=shop"));
    assertEquals(64, reported.get(0));
    assertEquals(2, reported.size(), "it is told every 15 s, and holds for 150 s");
  }

  @Test
  void aHeatmapHasTheCountsOfEachStepAndClass() throws Exception {
    JsonNode map = hub.get("heatmap?step=1d&service=shop" + LAST_HOUR, 200);
    assertEquals(15, map.get("bounds_ms").size());
    long[] counts = new long[16];
    for (JsonNode column : map.get("columns")) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += column.get(1).get(i).asLong();
      }
    }
    // 1 to 100 ms, and one of 200.
    assertEquals(
        List.of(1L, 1L, 3L, 5L, 10L, 30L, 50L, 1L),
        Arrays.stream(counts).limit(8).boxed().toList());
  }

  @Test
  void whatCannotBeAskedIsNamedWithTheReason() throws Exception {
    hub.assertWrong("series", "metric is missing");
    hub.assertWrong("series?metric=fun", "metric has to be calls, errors");
    hub.assertWrong("series?metric=calls&step=0s", "step has to be a duration");
    hub.assertWrong("series?metric=calls&step=1s", "step makes 360");
    hub.assertWrong("series?metric=calls&by=client", "by has to be service, instance");
    hub.assertWrong("series?metric=memory_mb&by=tool", "by cannot be asked of memory_mb");
    hub.assertWrong("series?metric=rejected&tool=x", "tool or method cannot be asked of rejected");
    hub.assertWrong("series?metric=p95&by=tool&step=5s", "step makes 72");
    hub.assertWrong("heatmap?from=7d&step=1m", "step makes 1008");
  }

  private static JsonNode ask(String parameters) throws Exception {
    String range = parameters.contains("from=") ? "" : LAST_HOUR;
    JsonNode answer = hub.get("series?" + parameters + range, 200);
    if (!answer.get("series").isEmpty()) {
      hub.assertDescribed("Line", answer.at("/series/0"));
    }
    return answer;
  }

  private static Row gauge(String instance, int minutesAgo, String metric, double value) {
    return hub.row(Table.POINTS, "shop", instance, minutesAgo * 60)
        .set("metric", metric)
        .set("kind", "gauge")
        .set("value", (Double) value);
  }

  private static long sum(JsonNode points) {
    long sum = 0;
    for (JsonNode point : points) {
      sum += point.get(1).asLong();
    }
    return sum;
  }

  private static List<Double> values(JsonNode answer) {
    List<Double> values = new ArrayList<>();
    for (JsonNode point : answer.at("/series/0/points")) {
      if (!point.get(1).isNull()) {
        values.add((Double) (Math.round(point.get(1).asDouble() * 1e6) / 1e6));
      }
    }
    return values;
  }
}
