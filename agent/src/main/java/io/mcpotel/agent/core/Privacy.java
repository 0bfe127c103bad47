// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** What of an application's own words may leave the JVM, and how they look then. */
public interface Privacy {

  /** Lets no words out, only names. */
  Privacy STRICT =
      new Privacy() {
        @Override
        public String error(Operation operation, String message) {
          return null;
        }

        @Override
        public String name(String name) {
          return name;
        }
      };

  /** An error's message as it may be exported, or null. */
  String error(Operation operation, String message);

  /** A resource's URI, or a name that the peer may have made up, as it may be exported. */
  String name(String name);
}
