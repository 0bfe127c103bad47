// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** The application's own log context (SLF4J's MDC), so that its log lines name the operation. */
public interface LogContext {

  /** For an application without one. */
  LogContext NONE =
      new LogContext() {
        @Override
        public boolean works() {
          return false;
        }

        @Override
        public Object put(String traceId, String spanId, String sessionId, String requestId) {
          return null;
        }

        @Override
        public void restore(Object saved) {}
      };

  /** Whether the application keeps what is put. */
  boolean works();

  /**
   * Puts what is not null, or where that fails nothing; the result tells {@link #restore} what was
   * there before.
   */
  Object put(String traceId, String spanId, String sessionId, String requestId);

  /** Puts back what was there before, as much of it as can be. */
  void restore(Object saved);
}
