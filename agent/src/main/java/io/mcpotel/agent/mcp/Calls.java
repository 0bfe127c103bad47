// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.FunctionCall;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Operation;

/** Begins and ends calls of functions without ever throwing into one. */
final class Calls {

  private static final String ENDING = "ending the call of a function";

  private Calls() {}

  /** Begins a call, or returns null where that fails. */
  static FunctionCall begin(Operation operation, boolean waited) {
    return Guard.make(
        "beginning the call of a function", null, () -> FunctionCall.begin(operation, waited));
  }

  static void returned(FunctionCall call, Object result) {
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

  static void threw(FunctionCall call, Throwable failure) {
    Guard.run(ENDING, () -> call.threw(failure));
  }
}
