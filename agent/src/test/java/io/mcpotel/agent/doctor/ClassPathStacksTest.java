// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathStacksTest {

  private static final String SCHEMA = "io/modelcontextprotocol/spec/McpSchema.class";

  @TempDir Path folder;

  @Test
  void stacksAreKnownByTheNamesOfTheirJars() {
    ClassPathStacks stacks =
        of(
            "lib/mcp-core-2.1.0.jar:lib/mcp-json-jackson3-2.1.0.jar:/x/langchain4j-mcp-1.2.jar"
                + ":/x/weather-mcp-3.0.0.jar:/x/kotlin-sdk-server-jvm-0.7.jar");

    assertEquals(Set.of("MCP SDK 2.1.0", "LangChain4j's MCP client 1.2"), stacks.covered());
    assertEquals(Set.of("kotlin-sdk-server-jvm-0.7, which is not covered"), stacks.others());
  }

  @Test
  void applicationThatIsOneJarIsLookedInto() throws IOException {
    jar("boot.jar", "BOOT-INF/lib/mcp-core-1.0.0.jar");
    jar("shaded.jar", SCHEMA);

    assertEquals(Set.of("MCP SDK 1.0.0"), of("boot.jar").covered());
    assertEquals(Set.of("MCP SDK (in shaded.jar)"), of("shaded.jar").covered());
  }

  @Test
  void relocatedSdkIsToldAsOneThatIsNotFound() throws IOException {
    jar("weather.jar", "com/acme/shaded/" + SCHEMA);
    ClassPathStacks stacks = of("weather.jar");

    assertEquals(Set.of(), stacks.covered());
    assertEquals(
        Set.of(
            "MCP SDK under another name (com.acme.shaded.…) in weather.jar, which the agent does"
                + " not find"),
        stacks.others());
  }

  @Test
  void programWithoutMcpHasNone() throws IOException {
    Files.writeString(folder.resolve("broken.jar"), "no jar");
    ClassPathStacks stacks = of("broken.jar:gone.jar:.:");

    assertEquals(Set.of(), stacks.covered());
    assertEquals(Set.of(), stacks.others());
  }

  private ClassPathStacks of(String classPath) {
    return ClassPathStacks.of(Map.of("java.class.path", classPath, "user.dir", folder.toString()));
  }

  private void jar(String name, String entry) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      zip.putNextEntry(new ZipEntry(entry));
    }
  }
}
