// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.util.Locale;

/** How much an alert matters, in the words that Prometheus' users and PagerDuty have in common. */
public enum Severity {
  /** Somebody has to get up. */
  CRITICAL,
  /** It can wait until the morning. */
  WARNING,
  INFO;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
