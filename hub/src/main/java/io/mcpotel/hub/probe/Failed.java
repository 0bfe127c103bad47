// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.probe;

/** A probe did not get what it should; the message says why, and has no secret. */
final class Failed extends Exception {

  private static final long serialVersionUID = 1L;

  Failed(String message) {
    super(message);
  }
}
