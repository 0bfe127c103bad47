// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** Tells that a method or constructor has run. */
public final class ExitAdvice {

  private ExitAdvice() {}

  @Advice.OnMethodExit
  static void exit(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.This(optional = true) Object self,
      @Advice.Argument(value = 0, optional = true) Object detail) {
    Bridge.onEvent(hook, where, self, detail);
  }
}
