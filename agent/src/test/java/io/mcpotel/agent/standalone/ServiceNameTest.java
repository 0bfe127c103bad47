// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class ServiceNameTest {

  @Test
  void mainClassNamesTheService() {
    assertEquals("com.acme.Server", ServiceName.of("com.acme.Server --port 8080"));
    assertEquals("com.acme.Server", ServiceName.of("acme.module/com.acme.Server"));
  }

  @Test
  void jarNamesTheServiceWithoutPathAndEnding() {
    assertEquals("server-1.2", ServiceName.of("/opt/my apps/server-1.2.jar serve"));
    assertEquals("server", ServiceName.of("server.jar"));
  }

  @Test
  void nothingIsMadeUp() {
    assertNull(ServiceName.of(null));
    assertNull(ServiceName.of(" "));
  }
}
