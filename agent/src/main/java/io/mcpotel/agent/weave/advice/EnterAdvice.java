// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** Tells that a method is about to run. */
public final class EnterAdvice {

  private EnterAdvice() {}

  @Advice.OnMethodEnter
  static void enter(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.This(optional = true) Object self,
      @Advice.Argument(value = 0, optional = true) Object detail) {
    Bridge.onEvent(hook, where, self, detail);
  }
}
