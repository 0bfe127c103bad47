// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Asks before a method runs for something to return instead. */
public final class InsteadAdvice {

  private InsteadAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
  static Object enter(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.This Object self,
      @Advice.Argument(0) Object first,
      @Advice.Argument(1) Object second) {
    return Bridge.instead(hook, where, self, first, second);
  }

  @Advice.OnMethodExit
  static void exit(
      @Advice.Enter Object instead,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object result) {
    if (instead != null) {
      result = instead;
    }
  }
}
