// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Methods;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the names of one kind that metrics tell apart few: peers may make up any number. */
final class NameLimit {

  private final int most;
  private volatile boolean full;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  NameLimit(int most) {
    this.most = most;
  }

  /** The name, or what stands for all that came too late. */
  String shown(String name) {
    if (known.contains(name)) {
      return name;
    }
    if (full) {
      return Methods.OTHER;
    }
    synchronized (this) {
      full = known.size() >= most;
      return known.size() < most && known.add(name) || known.contains(name) ? name : Methods.OTHER;
    }
  }
}
