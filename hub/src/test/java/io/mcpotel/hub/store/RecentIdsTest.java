// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

  @Test
  void theLastOnesAreKnownAndTheOldestForgotten() {
    RecentIds recent = new RecentIds(1024);
    for (long id = 1; id <= 10_000; id++) {
      recent.add(id);
      recent.add(id);
    }

    for (long id = 10_000; id > 10_000 - 1024; id--) {
      assertTrue(recent.contains(id));
    }
    assertFalse(recent.contains(10_000 - 2 * 1024));
    assertFalse(recent.contains(10_001));
  }
}
