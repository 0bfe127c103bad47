// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Session;
import java.util.Objects;

/**
 * Which side of a session a transport is on that hands a text to be read: its package says so. That
 * is looked up on the stack, which is too much for every text, but not for those that cannot be
 * read.
 */
final class CallingSide {

  private CallingSide() {}

  /** {@link Session#CLIENT} or {@link Session#SERVER}, or null where it is not known. */
  static String get() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(frame -> of(frame.getClassName()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null));
  }

  /** The SDK's transports, Spring AI's and Micronaut's stand in packages that are named alike. */
  private static String of(String type) {
    if (type.startsWith("io.mcpotel.")
        || !type.contains("mcp") && !type.contains("modelcontextprotocol")) {
      return null;
    }
    return type.contains(".client.")
        ? Session.CLIENT
        : type.contains(".server.") ? Session.SERVER : null;
  }
}
