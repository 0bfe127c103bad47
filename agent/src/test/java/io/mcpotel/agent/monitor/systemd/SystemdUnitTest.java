// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mcpotel.agent.core.settings.SystemdUse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom a JVM believes that systemd started it. */
class SystemdUnitTest {

  private static final String SOCKET = "/run/systemd/notify";

  private final Map<String, String> environment = new HashMap<>(Map.of("NOTIFY_SOCKET", SOCKET));

  @Test
  void timeOfTheWatchdogIsKnown() {
    environment.put("WATCHDOG_USEC", "30000000");
    environment.put("WATCHDOG_PID", "7");

    assertEquals(new SystemdUnit(SOCKET, 30_000_000_000L), unit());
  }

  @Test
  void whatWasSaidToAnotherProcessIsNotHeard() {
    environment.put("WATCHDOG_USEC", "30000000");
    environment.put("WATCHDOG_PID", "8");

    assertNull(unit());
  }

  @Test
  void watchdogMayHaveNoTimeOrOneThatIsNone() {
    assertEquals(new SystemdUnit(SOCKET, 0), unit());
    for (String none : new String[] {"", "soon", "-1", "0", "99999999999999999999"}) {
      environment.put("WATCHDOG_USEC", none);
      assertEquals(new SystemdUnit(SOCKET, 0), unit(), none);
    }
  }

  @Test
  void socketsOfOtherKindsAreLeftAlone() {
    for (String other : new String[] {"", "@", "vsock:2:1234", "relative"}) {
      environment.put("NOTIFY_SOCKET", other);
      assertNull(unit(), other);
    }
    environment.put("NOTIFY_SOCKET", "@abstract");
    assertNotNull(unit());
  }

  @Test
  void withoutWatchdogSystemdIsToldOnlyWhereThatIsWanted() {
    assertNull(Systemd.of(SystemdUse.AUTO, environment::get, 7));
    assertNotNull(Systemd.of(SystemdUse.NOTIFY, environment::get, 7));
    environment.put("WATCHDOG_USEC", "30000000");
    assertNotNull(Systemd.of(SystemdUse.AUTO, environment::get, 7));
    assertNull(Systemd.of(SystemdUse.OFF, environment::get, 7));
    environment.clear();
    assertNull(Systemd.of(SystemdUse.NOTIFY, environment::get, 7));
  }

  private SystemdUnit unit() {
    return SystemdUnit.of(environment::get, 7);
  }
}
