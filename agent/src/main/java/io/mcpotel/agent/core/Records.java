// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** Where events are put on record. */
public interface Records {

  /** Where nothing is. */
  Records NONE = event -> {};

  /** Takes an event, to be written soon; the caller neither waits nor fails. */
  void add(Event event);
}
