// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

/** Where events are put on record. */
public interface Records {

  /** Where nothing is. */
  Records NONE =
      new Records() {
        @Override
        public boolean admits() {
          return false;
        }

        @Override
        public void add(Event event) {}
      };

  /**
   * Whether there is room for an event, which is then made and added. Where there is none, one
   * counts as lost.
   */
  default boolean admits() {
    return true;
  }

  /** Takes an event, to be written soon; the caller neither waits nor fails. */
  void add(Event event);
}
