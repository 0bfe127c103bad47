// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.settings.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityTest {

  private static String id(String serverId, String service, String instance, String host) {
    return Identity.of(serverId, service, instance, host, "1.0").serverId();
  }

  @Test
  void aServerIsCalledWhatItsOperatorSaysElseByItsInstanceElseByServiceAndHost() {
    assertEquals("prod-1", id("prod-1", "weather", "i-7", "host1"));
    assertEquals("i-7", id(null, "weather", "i-7", "host1"));
    assertEquals("weather@host1", id(null, "weather", null, "host1"));
    assertEquals("weather", id(null, "weather", null, null));
    assertEquals("mcp-server", id(null, null, null, null));
  }

  @Test
  void processesOfOneMachineCanBeToldApart() {
    assertEquals("weather-" + ProcessHandle.current().pid(), id("weather-%p", null, null, "h"));
  }

  @Test
  void resourceAttributesAreReadAsTheSdkReadsThem() {
    assertEquals(
        Map.of("service.name", "a b", "host.name", "h", "plus", "1+1", "broken", "%"),
        Identity.pairs(" service.name=a%20b,host.name = h ,plus=1+1,broken=%,nothing=,none"));
    assertEquals(Map.of(), Identity.pairs(null));
  }

  @Test
  void propertiesNameServiceInstanceAndHost() {
    Configuration configuration =
        Configuration.of(
            "otel.service.name=weather,"
                + "otel.resource.attributes=service.name=other,service.instance.id=i-7,host.name=h1");

    Identity identity = Identity.of(configuration, null, "1.0");

    assertEquals(
        new Identity("i-7", "h1", ProcessHandle.current().pid(), "weather", "i-7", "1.0"),
        identity);
  }
}
