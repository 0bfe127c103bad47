// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.ClickHouseSchema;
import io.mcpotel.hub.store.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The hub's tables in ClickHouse, and materialized views that fill them from those that an
 * OpenTelemetry Collector writes: a row is made of a span or record as {@link SpanRows}, {@link
 * OperationOfSpan} and {@link LogRows} make it.
 */
public final class CollectorSchema {

  private static final String HEAD =
      """
      -- The tables of mcp-otel-hub, and materialized views that fill them from otel_traces and otel_logs, which the
      -- ClickHouse exporter of an OpenTelemetry Collector makes. Run it where these are, and make them first:
      --   clickhouse-client --database otel --multiquery < this
      -- It can be run again. Views see what comes in from now on.

      """;

  private static final String AFTER_TABLES =
      """
      -- The Collector writes names of events where this column is; its releases before December 2025 know none.
      ALTER TABLE otel_logs ADD COLUMN IF NOT EXISTS EventName String CODEC(ZSTD(1));

      """;

  private CollectorSchema() {}

  /** All of it, as SQL that can be run again. */
  public static String script(Duration retention) {
    StringBuilder script = new StringBuilder(HEAD);
    for (String statement : ClickHouseSchema.creation(retention)) {
      script.append(statement).append(";\n\n");
    }
    script.append(AFTER_TABLES);
    for (View view : views()) {
      script.append(view.sql()).append(";\n\n");
    }
    return script.toString();
  }

  private static List<View> views() {
    List<View> views = new ArrayList<>(CollectorSpans.views());
    views.addAll(CollectorRecords.views());
    views.add(resources(CollectorSpans.TABLE));
    views.add(resources(CollectorRecords.TABLE));
    return views;
  }

  private static View resources(String from) {
    return new View(
            from + "_to_resources", Table.RESOURCES, from, "Timestamp > now() - INTERVAL 30 DAY")
        .distinct()
        .resource()
        .set("id", "resource_id")
        .set("time", "received")
        .set("attributes", "toJSONString(ResourceAttributes)");
  }
}
