// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.util.List;
import java.util.Map;

/** A part of the file, and the line that it stands on. */
sealed interface Node {

  int line();

  /**
   * @param written as it stands in the file, with the names of variables: their values may be
   *     secrets, and are in no message
   */
  record Scalar(String text, String written, boolean plain, int line) implements Node {
    boolean isNull() {
      return plain && (written.isEmpty() || written.equals("~") || written.equals("null"));
    }
  }

  record Sequence(List<Node> items, int line) implements Node {}

  record Mapping(Map<String, Entry> entries, int line) implements Node {}

  /** What a key leads to, and the key's line. */
  record Entry(Node value, int line) {}
}
