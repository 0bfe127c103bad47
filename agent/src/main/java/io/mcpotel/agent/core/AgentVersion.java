// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import io.mcpotel.bootstrap.Bridge;

/** Which release of the agent this is, as the jar's manifest says. */
public final class AgentVersion {

  private AgentVersion() {}

  public static String get() {
    String version = Bridge.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
