// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

/** A question that was given up. */
public final class TookTooLong extends StoreException {

  private static final long serialVersionUID = 1L;

  TookTooLong(int seconds, Throwable cause) {
    super("the answer took longer than " + seconds + " s; ask for a shorter time", cause);
  }
}
