// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import java.util.concurrent.Semaphore;

/** What all bodies together may take in memory until they are kept. */
final class Room {

  /** That of the hub. */
  static final Room OF_ALL = new Room(64 << 20);

  private final Semaphore bytes;

  Room(int bytes) {
    this.bytes = new Semaphore(bytes);
  }

  /** Whether there were so many bytes left, which are taken then. */
  boolean take(int count) {
    return bytes.tryAcquire(count);
  }

  void giveBack(int count) {
    bytes.release(count);
  }

  int left() {
    return bytes.availablePermits();
  }
}
