// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.monitor.ServerState;
import io.mcpotel.agent.monitor.health.TestHealthSource;
import io.mcpotel.agent.record.Stderr;
import io.mcpotel.agent.standalone.Credentials;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a hub gets, and what the application notices of a hub that is not well. */
class ReportsTest {

  private static final String PREFIX = "otel.instrumentation.mcp.report.";
  private static final String TOKEN = "hush-hush-0123456789";
  private static final long BUDGET = TimeUnit.MILLISECONDS.toNanos(400);

  /** A report's own patience is ten seconds. */
  private static final long NOTICED = TimeUnit.SECONDS.toNanos(5);

  private final TestHealthSource serverHealth = new TestHealthSource();

  private Reports start(String endpoint, String more) {
    String arguments = PREFIX + "endpoint=" + endpoint + "," + PREFIX + "interval=1s" + more;
    return Reports.start(
        Configuration.of(arguments),
        true,
        serverHealth,
        "1.0",
        List::of,
        task -> {
          Thread thread = new Thread(task, "report");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static String withToken() {
    return "," + PREFIX + "token=" + TOKEN;
  }

  private static Map<?, ?> mcp(FakeHub.Request request) {
    return (Map<?, ?>) request.body().get("mcp");
  }

  private void thereIsAServer() {
    serverHealth.become(ServerState.UP, "it answers");
  }

  private static long nanosOfEnd(Reports reports) throws InterruptedException {
    long start = System.nanoTime();
    reports.end(BUDGET);
    return System.nanoTime() - start;
  }

  @Test
  void reportsComeAgainAndAgainAndTheLastOneSaysGoodbye() throws Exception {
    try (FakeHub hub = new FakeHub();
        Stderr stderr = new Stderr()) {
      Reports reports = start(hub.url(), withToken());
      thereIsAServer();
      FakeHub.Request first = hub.next();
      serverHealth.become(ServerState.FAILING, "12 of 20 failed");
      hub.next();
      FakeHub.Request later = hub.next();
      reports.end(NOTICED);

      assertEquals("/api/v1/metrics?key=hush", first.path());
      assertEquals(List.of("Bearer " + TOKEN), first.headers().get("Authorization"));
      assertTrue(first.headers().getFirst("Content-Type").startsWith("application/json"));
      assertEquals("up", mcp(first).get("state"));
      assertEquals("failing", mcp(later).get("state"));
      assertFalse(mcp(later).containsKey("final"));
      FakeHub.Request last = hub.next();
      while (!mcp(last).containsKey("final")) {
        last = hub.next();
      }
      assertEquals(0, hub.waiting(), "nothing comes after the goodbye");
      assertEquals(List.of(), stderr.lines());
    }
  }

  @Test
  void withoutAServerThereIsNothingToReport() throws Exception {
    try (FakeHub hub = new FakeHub()) {
      Reports reports = start(hub.url(), "");
      reports.end(BUDGET);
      assertEquals(0, hub.waiting());
    }
  }

  @Test
  void reportsThatAreOffAreTheLastOneOnly() throws Exception {
    try (FakeHub hub = new FakeHub()) {
      Reports reports = start(hub.url(), "," + PREFIX + "interval=off");
      thereIsAServer();
      reports.end(NOTICED);

      FakeHub.Request only = hub.next();
      assertEquals(true, mcp(only).get("final"));
      assertFalse(mcp(only).containsKey("interval_seconds"));
      assertFalse(only.headers().containsKey("Authorization"));
    }
  }

  @Test
  void aHubThatWantsToBeLeftAloneIs() throws Exception {
    try (FakeHub hub = new FakeHub();
        Stderr stderr = new Stderr()) {
      hub.answer(429, Map.of("Retry-After", "3600"));
      Reports reports = start(hub.url(), "");
      thereIsAServer();
      hub.next();
      awaitLine(stderr, "429");
      reports.end(NOTICED);

      assertEquals(0, hub.waiting());
    }
  }

  @Test
  void aHubThatAsksForTwoSecondsGetsThem() throws Exception {
    try (FakeHub hub = new FakeHub();
        Stderr stderr = new Stderr()) {
      hub.answer(429, Map.of("Retry-After", "2"));
      Reports reports = start(hub.url(), "");
      thereIsAServer();
      long refused = hub.next().nanos();
      awaitLine(stderr, "429");
      hub.answer(200, Map.of());
      assertTrue(hub.next().nanos() - refused >= TimeUnit.SECONDS.toNanos(2));
      awaitLine(stderr, "reports reach");
      reports.end(NOTICED);
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (FakeHub hub = new FakeHub();
        FakeHub other = new FakeHub();
        Stderr stderr = new Stderr()) {
      hub.answer(307, Map.of("Location", other.url()));
      Reports reports = start(hub.url(), withToken());
      thereIsAServer();
      hub.next();
      awaitLine(stderr, "redirects are not followed");
      reports.end(NOTICED);

      assertEquals(0, other.waiting());
    }
  }

  @Test
  void aDeadHubIsToldOnceAndDelaysNothing() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (Stderr stderr = new Stderr()) {
      Reports reports = start("http://localhost:" + port + "/?key=" + TOKEN, withToken());
      thereIsAServer();
      awaitLine(stderr, "reports do not reach http://localhost:" + port);
      assertTrue(nanosOfEnd(reports) < NOTICED);
      assertEquals(1, stderr.lines().size(), stderr.lines()::toString);
      assertFalse(stderr.lines().toString().contains(TOKEN));
    }
  }

  @Test
  void aHubThatNeverAnswersDelaysTheEndNoLongerThanItMay() throws Exception {
    try (FakeHub hub = new FakeHub();
        Stderr stderr = new Stderr()) {
      hub.becomeDumb();
      Reports reports = start(hub.url(), withToken());
      thereIsAServer();
      hub.next();

      assertTrue(nanosOfEnd(reports) < NOTICED);
      assertFalse(stderr.lines().toString().contains(TOKEN));
    }
  }

  @Test
  void aTokenThatEverybodyOnTheWayCanReadGetsALine() {
    try (Stderr stderr = new Stderr()) {
      start("http://hub.example.com/v1", withToken());
      start("http://127.0.0.1.example.com/v1", withToken());
      assertEquals(2, stderr.lines().size(), stderr.lines()::toString);
      assertTrue(stderr.lines().get(0).contains("use https"), stderr.lines()::toString);
      assertFalse(stderr.lines().toString().contains(TOKEN));
    }
    try (Stderr stderr = new Stderr()) {
      start("http://localhost:8080/v1", withToken());
      start("http://127.0.0.1/v1", withToken());
      start("http://[::1]:8080/v1", withToken());
      start("https://hub.example.com/v1", withToken());
      start("http://hub.example.com/v1", "");
      assertEquals(List.of(), stderr.lines());
    }
  }

  @Test
  void whatIsWrongIsToldWithoutTheSecretsInIt() {
    try (Stderr stderr = new Stderr()) {
      start("hub/" + TOKEN, "");
      start("https://hub.example.com/v1", withToken() + "\u00e4");

      assertEquals(2, stderr.lines().size(), stderr.lines()::toString);
      stderr.lines().forEach(line -> assertTrue(line.contains("there will be no reports"), line));
      assertFalse(stderr.lines().toString().contains(TOKEN));
    }
  }

  @Test
  void nothingIsReportedWhereNothingIsMeasured() {
    try (Stderr stderr = new Stderr()) {
      Configuration configuration = Configuration.of(PREFIX + "endpoint=https://hub.example.com");
      Reports.start(configuration, false, serverHealth, "1.0", List::of, Thread::new);
      assertEquals(1, stderr.lines().size());
      Reports.start(Configuration.of(""), false, serverHealth, "1.0", List::of, Thread::new);
      assertEquals(1, stderr.lines().size());
    }
  }

  @Test
  void tokenAndKeysOfTheEndpointAreTakenOutOfWordsOfOthers() {
    Credentials credentials =
        new Credentials(
            Configuration.of(
                PREFIX + "endpoint=https://me:lettermein@hub/?key=opensesame" + withToken()));

    String hidden = credentials.hiddenIn(TOKEN + " lettermein opensesame");

    assertEquals("[redacted:otlp] [redacted:otlp] [redacted:otlp]", hidden);
  }

  private static void awaitLine(Stderr stderr, String words) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (stderr.lines().stream().noneMatch(line -> line.contains(words))) {
      assertTrue(System.nanoTime() < deadline, () -> words + " in " + stderr.lines());
      Thread.sleep(10);
    }
  }
}
