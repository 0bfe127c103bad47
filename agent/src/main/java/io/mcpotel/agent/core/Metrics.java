// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** What is measured of operations and sessions. */
public interface Metrics {

  /** Where nothing is to be measured. */
  Metrics NONE =
      new Metrics() {
        @Override
        public void record(Operation operation, Outcome outcome, long nanos) {}

        @Override
        public void record(Session session, long nanos, String errorType) {}
      };

  /** An operation ended. */
  void record(Operation operation, Outcome outcome, long nanos);

  /** A session ended, with an error type or null. */
  void record(Session session, long nanos, String errorType);
}
