// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SdkVersionTest {

  private static final String MAVEN = "META-INF/maven/io.modelcontextprotocol.sdk/";

  @TempDir Path folder;

  @Test
  void versionIsThatOfTheJar() {
    assertEquals("2.1.0", SdkVersion.of(McpSchema.class.getProtectionDomain()));
  }

  @Test
  void versionIsReadFromTheNameOfAJarWithinAJar() throws Exception {
    assertEquals("0.10.0", versionAt("file:/app.jar!/BOOT-INF/lib/mcp-0.10.0.jar!/"));
    assertEquals("0.18.4", versionAt("jar:file:/app.jar/!BOOT-INF/lib/mcp-core-0.18.4.jar!/"));
  }

  @Test
  void jarsOfTheSdksJsonMappersTellItsVersionToo() throws Exception {
    assertEquals("2.1.0", versionAt("file:/lib/mcp-json-jackson3-2.1.0.jar"));
    assertEquals("0.18.4", versionAt("file:/lib/mcp-json-jackson2-0.18.4.jar"));
  }

  @Test
  void versionOfTheApplicationsOwnJarIsNotThatOfTheSdkInIt() throws Exception {
    assertEquals("of unknown version", versionAt("file:/srv/weather-mcp-3.0.0.jar"));
  }

  @Test
  void versionIsThatOfTheSdkWhereItsFirstClassIsOfAnotherJar() throws Exception {
    CodeSource spring =
        new CodeSource(new URL("file:/lib/mcp-spring-webmvc-0.17.0.jar"), (Certificate[]) null);
    assertEquals(
        "2.1.0",
        SdkVersion.of(McpSchema.class.getClassLoader(), new ProtectionDomain(spring, null)));
  }

  @Test
  void versionOfASdkWithinTheApplicationsJarIsReadFromWhatMavenLeftThere() throws Exception {
    Map<String, String> core = Map.of(MAVEN + "mcp-core/pom.properties", "version=0.18.4\n");

    assertEquals("0.18.4", versionIn(core));
    assertEquals("0.10.0", versionIn(Map.of(MAVEN + "mcp/pom.properties", "version=0.10.0\n")));
    assertEquals("of unknown version", versionIn(Map.of(MAVEN + "mcp/pom.properties", "a=b")));
    assertEquals(
        "of unknown version",
        versionIn(Map.of(MAVEN + "mcp/pom.properties", "version=${mcp version}\n")));
    assertEquals(
        "of unknown version",
        versionIn(Map.of("META-INF/maven/com.acme/mcp/pom.properties", "version=3.0.0\n")));
  }

  /** Of a jar that an application was put into with all that it needs. */
  private String versionIn(Map<String, String> files) throws Exception {
    Path shaded = Files.createTempFile(folder, "weather-all-3.0.0", ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(shaded))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    CodeSource source = new CodeSource(shaded.toUri().toURL(), (Certificate[]) null);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {source.getLocation()}, null)) {
      return SdkVersion.of(loader, new ProtectionDomain(source, null));
    }
  }

  @Test
  void unknownVersionIsSaidToBeUnknown() {
    assertEquals("of unknown version", SdkVersion.of(null));
  }

  private static String versionAt(String location) throws Exception {
    CodeSource source = new CodeSource(new URL(location), (Certificate[]) null);
    return SdkVersion.of(new ProtectionDomain(source, null));
  }
}
