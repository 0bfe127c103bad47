// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Tells of a method's beginning and, whatever happens in it, of its end. */
public final class AroundAdvice {

  private AroundAdvice() {}

  @Advice.OnMethodEnter
  static Object enter(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.AllArguments Object[] arguments) {
    return Bridge.entered(hook, where, arguments);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.Enter Object token,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object result) {
    result = Bridge.left(hook, where, token, result);
  }
}
