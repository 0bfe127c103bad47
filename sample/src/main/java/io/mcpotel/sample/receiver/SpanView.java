// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import java.util.List;
import java.util.Map;

/**
 * A received span in plain Java values.
 *
 * <p>Ids are lower-case hex strings, {@code parentSpanId} is empty on a root; {@code kind} is
 * {@code SERVER}, {@code CLIENT}, {@code INTERNAL} …; {@code statusCode} is {@code UNSET}, {@code
 * OK} or {@code ERROR}; attribute values are {@code String}, {@code Long}, {@code Double}, {@code
 * Boolean} or a {@code List} of these.
 */
public record SpanView(
    String traceId,
    String spanId,
    String parentSpanId,
    String name,
    String kind,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    String statusCode,
    String statusMessage,
    List<EventView> events,
    List<LinkView> links,
    String scopeName,
    Map<String, Object> resource) {}
