// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Passes on what a method returns, which may be replaced. */
public final class ReturnAdvice {

  private ReturnAdvice() {}

  @Advice.OnMethodExit
  static void exit(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.This(optional = true) Object self,
      @Advice.Argument(value = 0, optional = true) Object first,
      @Advice.Argument(value = 1, optional = true) Object second,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object result) {
    result = Bridge.returned(hook, where, self, first, second, result);
  }
}
