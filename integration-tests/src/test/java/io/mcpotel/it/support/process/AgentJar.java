// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** Attaches the agent to a running application; the result is what that said. */
  public static String attach(AppProcess application, String... properties) {
    List<String> arguments = new ArrayList<>(List.of("attach", String.valueOf(application.pid())));
    arguments.addAll(List.of(properties));
    try (AppProcess attaching = run(arguments.toArray(String[]::new))) {
      assertEquals(
          0, attaching.awaitExit(AppProcess.PATIENCE), () -> attaching.stderr().toString());
      return attaching.stdout().line(0);
    }
  }

  /** The jar as a program of its own. */
  public static AppProcess run(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Jdk.oldest().java().toString(), "-jar", path().toString()));
    command.addAll(List.of(arguments));
    return App.start(command, Map.of());
  }
}
