// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import java.util.function.Consumer;

/** Knows how the MCP servers of this JVM are, and passes it on to its listeners. */
public interface HealthSource {

  /** How they are now; it may be asked by any thread, and waits for none of the application's. */
  ServerHealth now();

  /**
   * Whoever wants to hear how they are: every ten seconds, and at once when the state or a rule has
   * changed; on a thread of the agent's, in which it must not wait.
   */
  void addListener(Consumer<ServerHealth> listener);
}
