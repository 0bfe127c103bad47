// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import java.util.Locale;

/** What a token is for. */
public enum Right {
  /** Telemetry and reports. */
  SEND,
  /** Questions, the console, and what is done there. */
  READ;

  /** As {@code hub.yaml} has it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
