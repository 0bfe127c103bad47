// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.command.DoctorCommand.Examined;
import io.mcpotel.agent.doctor.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

  private static final List<Examined> JVMS =
      List.of(
          new Examined("7", "weather.jar", List.of(Finding.good("agent", "release 1"))),
          new Examined("8", "", List.of(Finding.bad("lost", "5 \"spans\"", "more room"))));

  @Test
  void eachFindingIsALine() {
    assertEquals(
        List.of(
            "JVM 7, weather.jar",
            "  ok   agent: release 1",
            "JVM 8",
            "  BAD  lost: 5 \"spans\" -> more room"),
        DoctorCommand.text(JVMS).lines().toList());
    assertEquals("There is no other JVM of this user.", DoctorCommand.text(List.of()).strip());
  }

  @Test
  void programsGetJson() {
    assertEquals(
        "{\"jvms\":[{\"pid\":7,\"program\":\"weather.jar\",\"ok\":true,\"findings\":[{\"ok\":true,"
            + "\"about\":\"agent\",\"text\":\"release 1\",\"todo\":null}]},{\"pid\":8,"
            + "\"program\":\"\",\"ok\":false,\"findings\":[{\"ok\":false,\"about\":\"lost\","
            + "\"text\":\"5 \\\"spans\\\"\",\"todo\":\"more room\"}]}]}",
        DoctorCommand.json(JVMS));
  }
}
