// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.util.Locale;

/** How a server is, in one word. */
public enum ServerState {
  /** It has had no session and no request yet. */
  STARTING,
  /** It answers. */
  UP,
  /** Nothing has been asked for a while, and nothing is open. */
  IDLE,
  /** Too many of its requests fail. */
  FAILING,
  /** Too many of its requests take too long. */
  SLOW,
  /** Requests are open, and none is answered. */
  UNRESPONSIVE,
  /** It can answer nobody any more. */
  BROKEN;

  /** Whether a supervisor had better restart it. */
  public boolean needsRestart() {
    return this == UNRESPONSIVE || this == BROKEN;
  }

  /** As it is written in JSON, in records and as an attribute. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
