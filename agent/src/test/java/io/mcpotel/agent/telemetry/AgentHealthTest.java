// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the agent has lost and where it has failed is to be seen among its metrics. */
class AgentHealthTest {

  @Test
  void lossesAndFailuresAreCountedByReason() {
    AgentLog.report("testing the agent", new IllegalStateException("on purpose"));
    AgentLog.report("testing the agent", new IllegalStateException("on purpose"));
    Health.dropped(Health.LOGS, "test", 3);
    Health.dropped(Health.LOGS, "test", 4);

    LastExport export = new LastExport();
    McpMetrics.of(export.meters(), "1", Settings.from(Configuration.of("")).measuring());
    Map<String, MetricData> all = export.end();

    assertEquals(
        2, count(all.get("mcp.agent.errors"), Attributes.of(Keys.REASON, "testing the agent")));
    assertEquals(
        7,
        count(
            all.get("mcp.agent.dropped"), Attributes.of(Keys.SIGNAL, "logs", Keys.REASON, "test")));
  }

  private static long count(MetricData metric, Attributes of) {
    return metric.getLongSumData().getPoints().stream()
        .filter(point -> point.getAttributes().equals(of))
        .mapToLong(LongPointData::getValue)
        .sum();
  }
}
