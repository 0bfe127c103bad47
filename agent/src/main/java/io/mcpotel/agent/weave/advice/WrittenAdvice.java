// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/**
 * Tells of the text that was made of one of the SDK's objects. The mapper may be the application's
 * as well, whose own objects cost a comparison and do not start what the agent has to start.
 */
public final class WrittenAdvice {

  private WrittenAdvice() {}

  @Advice.OnMethodExit
  static void exit(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.Argument(0) Object object,
      @Advice.Return Object text) {
    if (object != null && object.getClass().getName().startsWith("io.modelcontextprotocol.")) {
      Bridge.onEvent(hook, where, object, text);
    }
  }
}
