// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Hears how the servers of an application fare, on the threads of their calls: it must not wait.
 */
public interface ServerWatch {

  /** Nobody looks. */
  ServerWatch NONE = new ServerWatch() {};

  /** The application has a server: its first was made, or has received its first request. */
  default void serves(Application application) {}

  /** A request to a server has ended. */
  default void ended(Operation operation, Outcome outcome, long nanos) {}

  /** The client was told something of a request to a server that is not answered yet. */
  default void progressed(Operation operation) {}

  /** A transport of a server's session has come to its end, for this reason. */
  default void broke(Session session, String reason) {}

  /** The word for how the servers are, or null where nobody has looked. */
  default String state() {
    return null;
  }

  /** The words for all that they may be. */
  default List<String> states() {
    return List.of();
  }

  /** Tells each rule for alerts, and whether it fires. */
  default void alerts(BiConsumer<String, Boolean> to) {}
}
