// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.bootstrap.Bridge;

/** Which release of the agent this is, as the jar's manifest says. */
final class AgentVersion {

  private AgentVersion() {}

  static String get() {
    String version = Bridge.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
