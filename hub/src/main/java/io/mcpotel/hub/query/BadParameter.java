// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

/** A parameter that no answer can be given for; the message says which and why. */
final class BadParameter extends Exception {

  private static final long serialVersionUID = 1L;

  BadParameter(String message) {
    super(message);
  }
}
