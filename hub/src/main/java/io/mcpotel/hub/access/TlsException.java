// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

/**
 * What is wrong with a key or a certificate; the message follows what {@code hub.yaml} calls it.
 */
final class TlsException extends Exception {

  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }
}
