// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** Tells of a method's second argument where it throws, and lets the exception go on. */
public final class ThrownAdvice {

  private ThrownAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  static void exit(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.Argument(1) Object argument,
      @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Bridge.onEvent(hook, where, null, argument);
    }
  }
}
