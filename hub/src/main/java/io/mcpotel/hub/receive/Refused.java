// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

/** A request that is answered with an error of HTTP's. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Whether it may come in again later. */
  boolean isForNow() {
    return status == 429 || status == 503;
  }
}
