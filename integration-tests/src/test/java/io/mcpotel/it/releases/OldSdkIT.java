// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.releases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.AppSources;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Libraries;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release of the SDK that is older than any that the agent knows is left wholly alone. */
@Tag("matrix")
class OldSdkIT {

  private static final String SDK = "mcp-0.7.0.jar";

  @TempDir Path folder;

  @Test
  void oneLineSaysSoAndTheServerWorks() {
    assertLeftAlone(jars(), "MCP SDK 0.7.0 ");
  }

  /** As in an application that is one jar, whose name and version are its own. */
  @Test
  void itIsKnownWhereTheJarsNameDoesNotTellTheVersion() throws IOException {
    List<String> renamed = new ArrayList<>();
    for (String jar : jars()) {
      Path copy = folder.resolve("weather-mcp-3.0.0.jar");
      renamed.add(jar.endsWith(SDK) ? Files.copy(Path.of(jar), copy).toString() : jar);
    }
    assertLeftAlone(renamed, "MCP SDK ");
  }

  private static void assertLeftAlone(List<String> jars, String named) {
    Path classes =
        AppSources.compile("mcp-0.7", List.of(Path.of("src", "apps", "mcp-0.7")), jars());
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            App.on(Jdk.oldest())
                .exportingTo(receiver)
                .classPath(classes + File.pathSeparator + String.join(File.pathSeparator, jars))
                .main("io.mcpotel.it.old.OldServer")
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      assertEquals("{word=hello}", peer.callTool("echo", Map.of("word", "hello")).text());
      server.closeStdin();
      server.terminate();
      server.awaitExit(AppProcess.PATIENCE);

      List<String> lines = server.agentLines();
      assertEquals(1, lines.size(), () -> server.stderr().toString());
      assertTrue(lines.get(0).contains(named), lines::toString);
      assertTrue(lines.get(0).contains("older than 0.8"), lines::toString);
      assertEquals(List.of(), receiver.store().spans());
      assertEquals(List.of(), receiver.store().metrics());
    }
  }

  private static List<String> jars() {
    return Libraries.of("io.modelcontextprotocol.sdk:mcp:0.7.0").jars();
  }
}
