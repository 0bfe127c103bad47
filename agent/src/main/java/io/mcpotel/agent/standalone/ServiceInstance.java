// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import java.util.UUID;

/** What tells this process from others of its service, where nobody has named it: made up, once. */
public final class ServiceInstance {

  private ServiceInstance() {}

  /** Made when it is first asked for: to make a random one takes a while at the start. */
  private static final class Id {
    private static final String VALUE = UUID.randomUUID().toString();
  }

  public static String ofThisProcess() {
    return Id.VALUE;
  }
}
