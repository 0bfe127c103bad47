// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Who a client or a server says it is, in the words of its {@code Implementation}, and what it can,
 * all of it as it may be exported.
 *
 * @param name its name, or null
 * @param version its version, or null
 * @param capabilities the names of its capabilities, or null where they are not known
 */
public record Peer(String name, String version, List<String> capabilities) {

  /** Those of late, at places by their names: most sessions are between the same few. */
  private static final AtomicReferenceArray<Peer> RECENT = new AtomicReferenceArray<>(32);

  /** This, or one that says the same and is in use already. */
  Peer shared() {
    int place = Math.floorMod(Objects.hash(name, version), RECENT.length());
    Peer recent = RECENT.get(place);
    if (recent != null
        && Objects.equals(recent.name, name)
        && Objects.equals(recent.version, version)
        && Objects.equals(recent.capabilities, capabilities)) {
      return recent;
    }
    RECENT.set(place, this);
    return this;
  }
}
