// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Passes on what a notification is made of: version, method, parameters. */
public final class NotificationParamsAdvice {

  private NotificationParamsAdvice() {}

  @Advice.OnMethodEnter
  static void enter(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.Argument(1) Object method,
      @Advice.Argument(value = 2, readOnly = false, typing = Typing.DYNAMIC) Object params) {
    params = Bridge.argument(hook, where, method, null, params);
  }
}
