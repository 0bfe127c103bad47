// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which hooks fitted the SDK of each class loader. */
public final class WovenHooks {

  private static final Map<ClassLoader, Set<Integer>> HOOKS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private WovenHooks() {}

  public static void add(ClassLoader loader, int hook) {
    HOOKS.computeIfAbsent(loader, key -> ConcurrentHashMap.newKeySet()).add(hook);
  }

  public static boolean has(ClassLoader loader, int hook) {
    return HOOKS.getOrDefault(loader, Set.of()).contains(hook);
  }
}
