// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert, and whom was told of it.
 *
 * @param told for each destination when it has dealt with the last message, or {@link #NOT_YET}
 */
record Status(Alert alert, Map<String, Instant> told) {

  static final Instant NOT_YET = Instant.EPOCH;

  Status {
    told = Map.copyOf(told);
  }

  Status with(Alert other) {
    return new Status(other, told);
  }

  Status told(String destination, Instant when) {
    Map<String, Instant> all = new TreeMap<>(told);
    all.put(destination, when);
    return new Status(alert, all);
  }

  Status without(String destination) {
    Map<String, Instant> all = new TreeMap<>(told);
    all.remove(destination);
    return new Status(alert, all);
  }
}
