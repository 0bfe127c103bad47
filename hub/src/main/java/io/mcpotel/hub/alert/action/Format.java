// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.alert.Alert;
import java.time.Instant;

/** Writes an alert as its receiver understands it. */
interface Format {

  /**
   * The body of the request.
   *
   * @param now when it is sent
   */
  JsonNode body(Alert alert, Instant now);
}
