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
    URL nested = new URL("file:/app.jar!/BOOT-INF/lib/mcp-0.10.0.jar!/");

    assertEquals(
        "0.10.0",
        SdkVersion.of(new ProtectionDomain(new CodeSource(nested, (Certificate[]) null), null)));
  }

  @Test
  void unknownVersionIsSaidToBeUnknown() {
    assertEquals("of unknown version", SdkVersion.of(null));
  }
}
