// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

/** Something that came in cannot be kept; the message says why, to whoever sent it. */
public final class Unusable extends Exception {

  private static final long serialVersionUID = 1L;

  Unusable(String message) {
    super(message);
  }
}
