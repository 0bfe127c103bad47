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
        public void record(Session session, long nanos) {}

        @Override
        public void redacted(String rule) {}
      };

  /** An operation ended. */
  void record(Operation operation, Outcome outcome, long nanos);

  /** A session ended. */
  void record(Session session, long nanos);

  /** A secret was taken out by this rule. */
  void redacted(String rule);
}
