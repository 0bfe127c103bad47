// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import java.io.IOException;

/** A function that fails, and whose names are marks as well. */
final class MarkedFunction {

  /** What it fails with. */
  static final class MarkedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MarkedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private MarkedFunction() {}

  static <T> T markedMethod() {
    MarkedException exception =
        new MarkedException(
            Place.EXCEPTION_MESSAGE.mark(), new IOException(Place.EXCEPTION_CAUSE.mark()));
    exception.addSuppressed(new IOException(Place.EXCEPTION_SUPPRESSED.mark()));
    throw exception;
  }
}
