// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.modelcontextprotocol.spec.McpSchema;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import org.junit.jupiter.api.Test;

class SdkVersionTest {

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
  void unknownVersionIsSaidToBeUnknown() {
    assertEquals("of unknown version", SdkVersion.of(null));
  }

  private static String versionAt(String location) throws Exception {
    CodeSource source = new CodeSource(new URL(location), (Certificate[]) null);
    return SdkVersion.of(new ProtectionDomain(source, null));
  }
}
