// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.reactor;

import io.mcpotel.agent.core.Guard;
import reactor.util.context.Context;

/** The telemetry context that a reactive stream carries in Reactor's context, over any thread. */
final class CarriedContext {

  private static final String KEY = "io.mcpotel.context";

  private CarriedContext() {}

  static Object in(Context context) {
    return context.getOrDefault(KEY, null);
  }

  static Context put(Context context, Object telemetryContext) {
    return Guard.make("carrying a context", context, () -> context.put(KEY, telemetryContext));
  }
}
