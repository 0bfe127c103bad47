// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

/** The store could not do what it was asked. */
public class StoreException extends Exception {

  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
