// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * Tells of a method's beginning, with its object and its first argument, and of its end: with what
 * it returns, which may be replaced, or what it throws.
 */
public final class CallAdvice {

  private CallAdvice() {}

  @Advice.OnMethodEnter
  static Object enter(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.This Object self,
      @Advice.Argument(0) Object first) {
    return Bridge.entered(hook, where, new Object[] {self, first});
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.Enter Object token,
      @Advice.Thrown Throwable thrown,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object result) {
    if (thrown == null) {
      result = Bridge.left(hook, where, token, result);
    } else {
      Bridge.left(hook, where, token, thrown);
    }
  }
}
