// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import java.util.Map;

/** A received log record in plain Java values; its ids are empty when it belongs to no span. */
public record LogView(
    String eventName,
    String severity,
    Object body,
    Map<String, Object> attributes,
    String traceId,
    String spanId,
    Map<String, Object> resource) {}
