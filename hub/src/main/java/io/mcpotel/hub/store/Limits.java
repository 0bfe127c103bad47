// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Duration;

/**
 * What a store may take.
 *
 * @param memory bytes of the database, which are beside the heap
 * @param retention how long a closed day is kept at least, where there is room for it
 * @param maxSize bytes of the whole folder, beyond which the oldest closed days go
 */
public record Limits(long memory, Duration retention, long maxSize) {

  public static final Limits USUAL = new Limits(256_000_000, Duration.ofDays(7), 20_000_000_000L);
}
