// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

/** What systemd is notified of, where it started the JVM. */
public enum SystemdUse {
  /** That the server lives, and how it is, where the unit has a watchdog. */
  AUTO,
  /** Also that it is ready, and how it is where there is no watchdog. */
  NOTIFY,
  OFF;

  public static SystemdUse from(Configuration configuration) {
    return new OwnProperties(configuration).one(Property.HEALTH_SYSTEMD, AUTO);
  }
}
