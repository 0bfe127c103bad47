// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave.advice;

import io.mcpotel.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** Passes on what a request is made of: version, method, id, parameters. */
public final class RequestParamsAdvice {

  private RequestParamsAdvice() {}

  @Advice.OnMethodEnter
  static void enter(
      @HookNumber int hook,
      @Advice.Origin Class<?> where,
      @Advice.Argument(1) Object method,
      @Advice.Argument(2) Object id,
      @Advice.Argument(value = 3, readOnly = false, typing = Typing.DYNAMIC) Object params) {
    params = Bridge.argument(hook, where, method, id, params);
  }
}
