// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Session;

/**
 * Whether the only way to a server is dead. Over HTTP a session that breaks is one of many, and its
 * client can begin another; a pipe is all that a server has.
 */
final class BrokenStdio {

  private volatile Broken broken;

  /** Whether any server is asked over HTTP. */
  private volatile boolean hasHttp;

  private record Broken(String reason, long requests) {}

  void broke(Session session, String reason, long requests) {
    if (session.facts().wire().protocol() == null) {
      broken = new Broken(reason, requests);
    }
  }

  void ended(Operation operation) {
    if (!hasHttp && operation.session().facts().wire().protocol() != null) {
      hasHttp = true;
    }
  }

  /** Why nobody can ask any more, or null where somebody can. */
  String reason(int sessions, long requests) {
    Broken pipe = broken;
    if (pipe == null) {
      return null;
    }
    if (hasHttp || sessions > 0 || requests != pipe.requests) {
      broken = null;
      return null;
    }
    return pipe.reason;
  }
}
