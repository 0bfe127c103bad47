// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.FunctionCall;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Problems;

/** Begins and ends calls of functions without ever throwing into one. */
final class Calls {

  private Calls() {}

  /** Begins a call, or returns null where that fails. */
  static FunctionCall begin(Operation operation, boolean waited) {
    try {
      return FunctionCall.begin(operation, waited);
    } catch (Throwable t) {
      Problems.report("beginning the call of a function", t);
      return null;
    }
  }

  static void returned(FunctionCall call, Object result) {
    try {
      if (result == null) {
        call.returnedNothing();
      } else {
        call.returned(Messages.isToolError(result));
      }
    } catch (Throwable t) {
      Problems.report("ending the call of a function", t);
    }
  }

  static void threw(FunctionCall call, Throwable failure) {
    try {
      call.threw(failure);
    } catch (Throwable t) {
      Problems.report("ending the call of a function", t);
    }
  }
}
