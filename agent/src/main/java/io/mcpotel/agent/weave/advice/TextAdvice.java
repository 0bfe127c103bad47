// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Hands a method another text than the one that is its first argument. */
public final class TextAdvice {

  private TextAdvice() {}

  @Advice.OnMethodEnter
  static void enter(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.This Object self,
      @Advice.Argument(1) Object second,
      @Advice.Argument(value = 0, readOnly = false, typing = Typing.DYNAMIC) Object text) {
    text = Bridge.argument(hook, where, self, second, text);
  }
}
