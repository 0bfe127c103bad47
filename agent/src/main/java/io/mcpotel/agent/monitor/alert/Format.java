// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

/** Writes an alert as its receiver understands it. */
interface Format {

  /**
   * The body of the request.
   *
   * @param now when it is sent, in milliseconds since 1970
   */
  String body(Alert alert, long now);
}
