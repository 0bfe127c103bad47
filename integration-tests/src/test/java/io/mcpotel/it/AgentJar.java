// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that is shipped, as the build made it. */
public final class AgentJar {

  private AgentJar() {}

  public static Path path() {
    String property = System.getProperty("agent.jar");
    if (property == null || !Files.isRegularFile(Path.of(property))) {
      throw new IllegalStateException("System property agent.jar names no file: " + property);
    }
    return Path.of(property);
  }
}
