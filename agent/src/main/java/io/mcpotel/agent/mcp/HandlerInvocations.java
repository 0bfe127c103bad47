// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Operation;

/** Begins and ends calls of functions without ever throwing into one. */
final class HandlerInvocations {

  private static final String ENDING = "ending the call of a function";

  private HandlerInvocations() {}

  /** Begins a call, or returns null where that fails. */
  static HandlerInvocation begin(Operation operation, boolean waited) {
    return Guard.make(
        "beginning the call of a function", null, () -> HandlerInvocation.begin(operation, waited));
  }

  static void returned(HandlerInvocation call, Object result) {
    Guard.run(
        ENDING,
        () -> {
          if (result == null) {
            call.returnedNothing();
          } else {
            call.returned(Messages.isToolError(result));
          }
        });
  }

  static void threw(HandlerInvocation call, Throwable failure) {
    Guard.run(ENDING, () -> call.threw(failure));
  }
}
