// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.FilledStore;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.SetClock;
import io.mcpotel.hub.store.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether what is added up, of days that are closed and of the open one, says what its rows say.
 */
class AddedUpTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int DAYS = 4;
  private static final int CALLS = 1_000;
  private static final List<Parameter> PARAMETERS =
      List.of(Parameter.FROM, Parameter.TO, Parameter.SERVICE, Parameter.INSTANCE, Parameter.TOOL);

  /** From each of them to each later one. */
  private static final List<String> TIMES =
      List.of(
          "2026-03-01T05:17:23.5Z",
          "2026-03-01T05:40:00Z",
          "2026-03-02T00:00:00Z",
          "2026-03-03T13:59:59.999999Z",
          "2026-03-05T00:00:00Z");

  private final Random random = new Random(1);
  private final SetClock clock = new SetClock(START.toString());
  private final List<List<Row>> days = new ArrayList<>();
  private final List<Row> calls = new ArrayList<>();
  @TempDir Path folder;

  @Test
  void whatIsAddedUpSaysTheSame() throws Exception {
    for (int day = 0; day < DAYS; day++) {
      days.add(callsOf(day));
    }
    Map<String, Object> expected;
    try (DuckDb store = open("single", Integer.MAX_VALUE)) {
      for (List<Row> day : days) {
        store.append(day);
      }
      expected = answers(store);
    }
    try (DuckDb store = open("added-up", CALLS / 4)) {
      for (List<Row> day : days) {
        clock.advance(Duration.ofDays(day == days.get(0) ? 0 : 1));
        store.append(day.subList(0, CALLS / 2));
        FilledStore.tend(store);
        store.append(day.subList(CALLS / 2, CALLS - 10));
        FilledStore.tend(store);
        store.append(day.subList(CALLS - 10, CALLS));
      }
      assertTrue(count(store, "durations_by_day") < count(store, "single_durations"));
      assertAnswers(expected, store);
    }
    assertEquals((DAYS - 2) * 5, sums().size(), () -> "" + sums());
    clock.advance(Duration.ofHours(26));
    try (DuckDb store = open("added-up", CALLS / 4)) {
      assertAnswers(expected, store);
      FilledStore.tend(store);
      assertAnswers(expected, store);
    }
    assertEquals(DAYS * 5, sums().size(), () -> "" + sums());
    // A day that an older hub closed has none.
    for (Path sum : sums()) {
      if (sum.toString().contains("2026-03-02")) {
        Files.delete(sum);
      }
    }
    try (DuckDb store = open("added-up", CALLS / 4)) {
      assertAnswers(expected, store);
    }
  }

  private static long count(DuckDb store, String view) throws Exception {
    return (Long) store.query("SELECT count(*) AS n FROM " + view, Map.of()).get(0).get("n");
  }

  private DuckDb open(String name, int step) throws Exception {
    return FilledStore.open(folder.resolve(name), clock, step);
  }

  private List<Path> sums() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*_by_(hour|day)[.]parquet")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some of them come in a day or an hour later than they tell. */
  private List<Row> callsOf(int day) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      long micros = (START.getEpochSecond() + day * 86_400L) * 1_000_000;
      micros += (long) (random.nextDouble() * 86_400e6);
      long late = random.nextInt(10) == 0 ? random.nextInt(2) * 86_400_000_000L : 1_000;
      int service = random.nextInt(2);
      Row row =
          Row.of(Table.OPERATIONS, calls.size() + 1L)
              .set("time", (Long) (micros - late))
              .set("received", (Long) micros)
              .set("service", "service-" + service)
              .set("instance", "instance-" + random.nextInt(3))
              .set("role", random.nextInt(20) == 0 ? "client" : "server")
              .set("direction", random.nextInt(20) == 0 ? "send" : "receive")
              .set("method", random.nextInt(8) == 0 ? "tools/list" : "tools/call")
              .set("tool", random.nextInt(10) == 0 ? null : "tool-" + random.nextInt(3))
              .set("client_name", random.nextInt(5) == 0 ? null : "client-" + random.nextInt(3))
              .set("error_type", random.nextInt(9) == 0 ? "tool_error" : null)
              .set("server_version", "1." + day)
              .set("transport", random.nextInt(3) == 0 ? null : "tcp")
              .set("duration", (Double) Math.exp(random.nextGaussian()))
              .set("response_size", (Long) (long) random.nextInt(5_000));
      rows.add(row);
      calls.add(row);
    }
    return rows;
  }

  private void assertAnswers(Map<String, Object> before, DuckDb store) throws Exception {
    Map<String, Object> now = answers(store);
    before.forEach((question, answer) -> assertEquals(answer, now.get(question), question));
  }

  private Map<String, Object> answers(DuckDb store) throws Exception {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (int from = 0; from < TIMES.size(); from++) {
      for (int to = from + 1; to < TIMES.size(); to++) {
        String range = "from=" + TIMES.get(from) + "&to=" + TIMES.get(to);
        Asked asked = Asked.parse(range, PARAMETERS, clock.instant());
        for (Percentiles percentiles : Percentiles.values()) {
          var servers = new Servers(store).rows(asked, percentiles);
          assertCounted(asked, servers);
          answers.put(percentiles + " servers " + range, texts(servers));
          var tools = new Tools(store).rows(asked, percentiles);
          answers.put(percentiles + " tools " + range, texts(tools));
        }
        answers.put("lists " + range, new Tools(store).answer(asked, null).toString());
      }
    }
    return answers;
  }

  /** What was kept is counted here, too. */
  private void assertCounted(Asked asked, List<Map<String, Object>> servers) {
    long expected =
        calls.stream()
            .filter(
                call ->
                    call.get("role").equals("server")
                        && call.get("direction").equals("receive")
                        && micros(asked.from()) <= (Long) call.get("time")
                        && (Long) call.get("time") < micros(asked.to()))
            .count();
    assertEquals(expected, servers.stream().mapToLong(row -> (Long) row.get("calls")).sum());
    double minutes = Duration.between(asked.from(), asked.to()).toMillis() / 60_000.0 / 30;
    double parts =
        servers.stream()
            .flatMapToDouble(row -> Arrays.stream((double[]) row.get("calls_per_minute")))
            .sum();
    assertTrue(
        Math.abs(parts * minutes - expected) <= 0.006 * 30 * servers.size() * minutes,
        () -> parts * minutes + " calls in the parts of " + expected);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  private static List<String> texts(List<Map<String, Object>> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, Object> written = new LinkedHashMap<>(row);
              written.computeIfPresent(
                  "calls_per_minute", (key, parts) -> Arrays.toString((double[]) parts));
              return written.toString();
            })
        .toList();
  }
}
