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
          return Bounds.cut(name, Bounds.NAME);
        }

        @Override
        public String uri(String uri) {
          return Bounds.cut(uri, Bounds.URI);
        }

        @Override
        public String words(String words, int most) {
          return Bounds.cut(words, most);
        }
      };

  /** An error's message as it may be exported, or null. */
  String error(Operation operation, String message);

  /** The name of a tool, prompt or method, which the peer may have made up, as exported. */
  String name(String name);

  /** A resource's URI as it may be exported, or null where none may. */
  String uri(String uri);

  /**
   * Anything else that a peer chooses, such as its own name, as it may be exported; null for null.
   *
   * @param most how many characters of it, one of {@link Bounds}
   */
  String words(String words, int most);
}
