// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.alert.Alert;
import io.mcpotel.hub.alert.Memory;
import io.mcpotel.hub.alert.Receiver.Answer;
import io.mcpotel.hub.alert.Receiver.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An operator's command runs with names only, and not too often. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private final List<String> journal = new ArrayList<>();

  @Test
  void theNamesTakeTheirPlacesAndTheOutputIsOnRecordOnOneLine() throws Exception {
    Answer answer =
        run(
            named("weather"),
            "/bin/sh",
            "-c",
            "printf 'a\\033[31m\\nb %s' \"$0\"; exit 3",
            "mcp@{service}");
    assertEquals(Outcome.FAILED, answer.outcome());
    assertEquals("exit status 3: a\uFFFD[31m b mcp@weather", answer.text());
    assertEquals(List.of("auto_restart failed " + answer.text()), journal);
  }

  @Test
  void aNameThatCouldBeAnythingElseIsNotPassed() throws Exception {
    Path proof = folder.resolve("ran");
    for (String name :
        List.of(
            "", "-rf", "a b", "a;reboot", "$(reboot)", "../etc", "..", "a\nb", "ä", "{server}")) {
      Answer answer = run(named(name), "/bin/sh", "-c", "touch " + proof, "{service}");
      assertEquals(Outcome.SKIPPED, answer.outcome(), name);
      assertTrue(answer.text().startsWith("the name of the service has other"), answer::text);
    }
    Answer unknown = run(Samples.of(Map.of("service", "s"), null), "/bin/true", "{instance}");
    assertEquals("it is not known which instance it is", unknown.text());
    assertTrue(Files.notExists(proof));
    assertEquals(11, journal.size());
  }

  @Test
  void itRunsAgainAfterThePauseAndSoOftenAtMostAlsoInTheNextProcess() throws Exception {
    Command command = command(Duration.ofSeconds(30), "/bin/true", "{service}");
    assertEquals(Outcome.DELIVERED, command.send(named("a"), NOW).outcome());
    assertEquals(Outcome.DELIVERED, command.send(named("b"), NOW).outcome());
    Answer early = command.send(named("a"), NOW.plusSeconds(299));
    assertEquals("it ran less than 300 seconds ago", early.text());

    command = command(Duration.ofSeconds(30), "/bin/true", "{service}");
    assertEquals(Outcome.DELIVERED, command.send(named("a"), NOW.plusSeconds(300)).outcome());
    assertEquals(Outcome.DELIVERED, command.send(named("a"), NOW.plusSeconds(600)).outcome());
    Answer often = command.send(named("a"), NOW.plusSeconds(900));
    assertEquals("it ran 3 times within 60 minutes already", often.text());
    assertEquals(Outcome.DELIVERED, command.send(named("a"), NOW.plusSeconds(3_601)).outcome());
  }

  @Test
  void whoMakesUpNamesCannotHaveItRunAsOftenAsItLikes() throws Exception {
    Command command = command(Duration.ofSeconds(30), "/bin/true", "{service}");
    for (int i = 0; i < 10; i++) {
      assertEquals(Outcome.DELIVERED, command.send(named("made-up-" + i), NOW).outcome());
    }
    command = command(Duration.ofSeconds(30), "/bin/true", "{service}");
    Answer often = command.send(named("made-up-10"), NOW.plusSeconds(60));
    assertEquals(Outcome.SKIPPED, often.outcome());
    assertEquals("the action ran 10 times within 60 minutes already", often.text());
    assertEquals(Outcome.DELIVERED, command.send(named("a"), NOW.plusSeconds(3_601)).outcome());
  }

  @Test
  void oneThatDoesNotEndIsEndedAndOneThatIsNotThereFails() throws Exception {
    Answer late =
        command(Duration.ofMillis(300), "/bin/sh", "-c", "echo began; sleep 100")
            .send(named("a"), NOW);
    assertTrue(late.text().startsWith("it was ended after 0 seconds"), late::text);
    Answer missing =
        command(Duration.ofSeconds(30), folder.resolve("nothing").toString())
            .send(named("a"), NOW.plusSeconds(300));
    assertTrue(missing.text().startsWith("it cannot be started"), missing::text);
  }

  @Test
  void moreOutputThanIsKeptStopsNothing() throws Exception {
    Answer answer = run(named("a"), "/bin/sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x");
    assertEquals(Outcome.DELIVERED, answer.outcome());
    assertTrue(answer.text().length() < 1_100, answer::text);
  }

  private Answer run(Alert alert, String... arguments) throws InterruptedException {
    return command(Duration.ofSeconds(30), arguments).send(alert, NOW);
  }

  private Command command(Duration timeout, String... arguments) {
    Memory memory = new Memory(folder.resolve("alerts.json"));
    return new Command(
        "auto_restart",
        new CommandLine(List.of(arguments)),
        new RunLimit(3, Duration.ofHours(1)),
        new RunLimit(10, Duration.ofHours(1)),
        Duration.ofMinutes(5),
        timeout,
        CommandReader.runs(memory),
        (alert, action, status, answer, now) -> journal.add(action + " " + status + " " + answer));
  }

  private static Alert named(String service) {
    return Samples.of(Map.of("service", service, "instance", "i"), "server");
  }
}
