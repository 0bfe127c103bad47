// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.agent.core.event.Event;

/**
 * What is measured of operations and sessions; what is not to be measured is done nothing about.
 */
public interface Metrics {

  /** Where nothing is to be measured. */
  Metrics NONE = new Metrics() {};

  /** Whether there is more to measure than the durations that the conventions name. */
  default boolean measuresDetails() {
    return false;
  }

  /** An operation ended. */
  default void record(Operation operation, Outcome outcome, long nanos) {}

  /** A session ended. */
  default void record(Session session, Session.End end) {}

  /** The handler is done; the class of its error, or null. */
  default void record(HandlerInvocation call, String errorType) {}

  /** The size of a message became known. */
  default void record(Operation operation, boolean received, long bytes) {}

  /** Something happened that is on record, and may be counted as well. */
  default void onEvent(Event event) {}

  /** A secret was taken out by this rule. */
  default void redacted(String rule) {}

  /** What is going on in this application is to be told from now on. */
  default void watch(Application application) {}

  /** From now on another one measures what is going on in this application. */
  default void onDetached(Application application) {}
}
