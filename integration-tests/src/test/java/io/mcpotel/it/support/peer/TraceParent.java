// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import java.util.concurrent.ThreadLocalRandom;

/** A W3C trace context that a test makes up, so that it can find what belongs to one message. */
public record TraceParent(String traceId, String spanId) {

  public static TraceParent random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new TraceParent(
        "%016x%016x".formatted(random.nextLong(), random.nextLong() | 1),
        "%016x".formatted(random.nextLong() | 1));
  }

  public String header() {
    return "00-" + traceId + "-" + spanId + "-01";
  }
}
