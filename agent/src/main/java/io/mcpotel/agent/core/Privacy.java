// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** What of an application's own words may leave the JVM, and how they look then. */
public interface Privacy {

  /** Lets nothing out. */
  Privacy STRICT =
      new Privacy() {
        @Override
        public String error(Operation operation, String message) {
          return null;
        }

        @Override
        public String uri(String uri) {
          return null;
        }
      };

  /** An error's message as it may be exported, or null. */
  String error(Operation operation, String message);

  /** A resource's URI as it may be exported. */
  String uri(String uri);
}
