// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.RecordingTelemetry;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states, by a clock that the test moves on. */
class ServerMonitorTest {

  private static final String CALL = "tools/call";
  private static final String MODEL = "otel.instrumentation.mcp.";
  private static final int CALLS = 20_000;
  private static final long SECOND = 1_000_000_000L;

  private final Session session = Session.server("s", Wire.HTTP, true);
  private final List<Runnable> threads = new ArrayList<>();
  private Application application;
  private ServerMonitor serverHealth;
  private long passed;
  private int ids;

  @Test
  void serverThatNobodyHasAskedIsStarting() {
    start("");
    application.hasServer();
    pass(600);

    assertState(ServerState.STARTING, "no session has begun and nothing was asked yet");
  }

  @Test
  void serverThatAnswersIsUpAndIdleWhenNothingWasAskedForAWhile() {
    start("");
    answer(open("echo"));
    assertState(ServerState.UP, "1 request was answered in the last minute, 0 with an error");
    pass(70);
    assertEquals(ServerState.IDLE, state());
    pass(100_000);
    assertEquals(ServerState.IDLE, state(), "a client that sleeps is no fault of the server's");
    answer(open("echo"));

    assertEquals(ServerState.UP, state());
  }

  @Test
  void serverThatAnswersNothingIsUnresponsiveAfterThreeChecksAndUpAsSoonAsItAnswers() {
    start("");
    answer(open("echo"));
    state();
    Operation hung = open("hang");
    open("hang");
    pass(45);
    assertEquals(ServerState.UP, state());
    pass(20);

    ServerHealth now = serverHealth.now();
    assertEquals(ServerState.UNRESPONSIVE, now.state());
    assertTrue(
        now.reason()
            .matches(
                "2 requests are open, the oldest that should be answered \\(tools/call hang\\) for"
                    + " 6\\d s, and none was answered in the last 6\\d s"),
        now.reason());
    RuleStatus rule = rule(RuleStatus.UNRESPONSIVE);
    assertTrue(rule.firing());
    assertEquals("3", rule.value());
    assertEquals("3/1m", rule.threshold());
    assertTrue(rule.sinceMillis() > 0);
    answer(hung);
    assertEquals(ServerState.UP, state());
  }

  @Test
  void oneThatHangsAmongManyThatAreAnsweredIsNotTheServersEnd() {
    start("");
    open("hang");
    for (int i = 0; i < 20; i++) {
      pass(10);
      answer(open("echo"));
      assertEquals(ServerState.UP, state());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "tools/list", "initialize"})
  void functionsThatHangAreNotMadeUpForByOtherAnswers(String other) {
    start("");
    answer(open("echo"));
    open("hang");
    for (int i = 0; i < 70; i++) {
      pass(1);
      answer(request(other, Target.NONE, null));
      state();
    }

    assertEquals(ServerState.UNRESPONSIVE, state());
  }

  @Test
  void requestsThatAreGivenUpAreNotAnswered() {
    start("");
    answer(open("echo"));
    open("hang");
    for (int i = 0; i < 70; i++) {
      pass(1);
      open("hang").cancelled();
      state();
    }

    assertEquals(ServerState.UNRESPONSIVE, state());
    assertEquals(1, serverHealth.now().requests());
  }

  @Test
  void longWorkIsNoSilence() {
    start(MODEL + "health.long-running=report*");
    answer(open("echo"));
    open("report_of_the_year");
    pass(600);

    assertEquals(ServerState.UP, state());
    open("hang");
    pass(70);
    assertEquals(ServerState.UNRESPONSIVE, state());
  }

  @Test
  void requestThatShowsProgressIsAlive() {
    start("");
    answer(open("echo"));
    Operation working = request(CALL, tool("index"), Map.of("progressToken", 7));
    working.handler().markFound();
    for (int i = 0; i < 100; i++) {
      pass(5);
      session.progresses(7);
      assertEquals(ServerState.UP, state());
    }
    for (int i = 0; i < 100; i++) {
      pass(1);
      session.progresses("of another");
      state();
    }

    assertEquals(ServerState.UNRESPONSIVE, state());
  }

  @Test
  void requestThatWaitsForItsClientIsNotTheServersFault() {
    start("");
    answer(open("echo"));
    open("ask");
    Operation question =
        application.open(
            new OperationStart(
                session,
                Operation.Kind.CLIENT,
                "elicitation/create",
                Target.NONE,
                false,
                null,
                null,
                new Object(),
                Map.of()),
            null,
            null);
    question.identified("q");
    pass(600);
    assertEquals(ServerState.UP, state());
    question.completed();
    pass(70);

    assertEquals(ServerState.UNRESPONSIVE, state());
  }

  @Test
  void functionsThatWaitForAThreadAreToldOf() {
    start("");
    answer(open("echo"));
    for (int i = 0; i < 12; i++) {
      request(CALL, tool("echo"), null).handler().markFound();
    }
    pass(70);

    assertEquals(ServerState.UNRESPONSIVE, state());
    assertTrue(
        serverHealth.now().reason().endsWith("; 12 wait for a thread to run on"),
        serverHealth.now()::reason);
  }

  @Test
  void nameThatAClientMadeUpIsInNoReason() {
    start("");
    request(CALL, tool("made-up"), null);
    pass(70);

    assertFalse(serverHealth.now().reason().contains("made-up"), serverHealth.now()::reason);
  }

  @Test
  void serverIsFailingWhileTooManyFail() {
    start("");
    for (int i = 0; i < 18; i++) {
      answer(open("echo"));
    }
    fail(open("echo"));
    assertEquals(ServerState.UP, state(), "too few to tell");
    fail(open("echo"));

    ServerHealth now = serverHealth.now();
    assertEquals(ServerState.FAILING, now.state());
    assertEquals("2 of 20 requests in the last 5 minutes failed", now.reason());
    assertEquals("10%", rule(RuleStatus.ERROR_RATE).value());
    pass(320);
    assertEquals(ServerState.IDLE, state());
    assertFalse(rule(RuleStatus.ERROR_RATE).firing());
    assertEquals(-1, rule(RuleStatus.ERROR_RATE).sinceMillis());
  }

  @Test
  void serverIsSlowWhileTooManyTakeLong() {
    start(MODEL + "alert.p95=1s/1m," + MODEL + "alert.min-requests=10");
    for (int i = 0; i < 10; i++) {
      Operation operation = open("echo");
      answer(operation);
      serverHealth.ended(operation, Outcome.OK, 3 * SECOND);
    }

    ServerHealth now = serverHealth.now();
    assertEquals(ServerState.SLOW, now.state());
    assertTrue(
        now.reason()
            .matches(
                "5 of 100 of 20 requests in the last 1 minute took (2\\.9|3|3\\.1)s or longer"),
        now::reason);
    pass(80);
    assertEquals(ServerState.IDLE, state());
  }

  @Test
  void ruleThatIsOffIsNotTold() {
    start(
        MODEL
            + "alert.error-rate=off,"
            + MODEL
            + "alert.p95=OFF,"
            + MODEL
            + "alert.unresponsive=off");
    for (int i = 0; i < 30; i++) {
      fail(open("echo"));
    }
    open("hang");
    pass(600);

    assertEquals(ServerState.UP, state());
    assertEquals(List.of(), serverHealth.now().rules());
  }

  @Test
  void pipeThatBreaksIsTheEndOfItsServer() {
    start("");
    Session pipe = Session.server("p", Wire.PIPE, true);
    Operation first = open(pipe, "echo");
    answer(first);
    serverHealth.broke(pipe, "write_failed");
    pass(600);
    assertState(ServerState.BROKEN, "the only transport has come to its end (write_failed)");
    answer(open(Session.server("q", Wire.PIPE, true), "echo"));

    assertEquals(ServerState.UP, state(), "the application has begun another one");
  }

  @Test
  void oneOfManySessionsThatBreaksIsNotTheEnd() {
    start("");
    answer(open("echo"));
    serverHealth.broke(session, "write_failed");

    assertEquals(ServerState.UP, state());
  }

  @Test
  void deadlockThatHoldsARequestIsTheEnd() throws Exception {
    start("");
    Object one = new Object();
    Object other = new Object();
    CountDownLatch both = new CountDownLatch(2);
    Thread holder = lock("holds the other", other, one, both, null);
    Thread worker = lock("works for a request", one, other, both, open("lock"));
    while (holder.getState() != Thread.State.BLOCKED || worker.getState() != Thread.State.BLOCKED) {
      Thread.sleep(10);
    }
    pass(12);

    assertState(
        ServerState.BROKEN,
        "a deadlock holds the thread works for a request, which works for a request");
  }

  @Test
  void threadThatGivesUpAfterATimeIsInNoDeadlock() throws Exception {
    start("");
    ReentrantLock one = new ReentrantLock();
    ReentrantLock other = new ReentrantLock();
    CountDownLatch both = new CountDownLatch(2);
    Thread worker = patient(one, other, both, open("lock"));
    Thread holder = patient(other, one, both, null);
    while (worker.getState() != Thread.State.TIMED_WAITING
        || holder.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(10);
    }
    pass(12);

    assertEquals(ServerState.UP, state());
    worker.interrupt();
    holder.interrupt();
  }

  private static Thread patient(
      ReentrantLock first, ReentrantLock second, CountDownLatch both, Operation operation) {
    Thread thread =
        new Thread(
            () -> {
              if (operation != null) {
                HandlerInvocation.begin(operation, false).enter();
              }
              first.lock();
              both.countDown();
              try {
                both.await();
                second.tryLock(1, TimeUnit.HOURS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** These two wait for each other to the end of the JVM, which does not wait for them. */
  private static Thread lock(
      String name, Object first, Object second, CountDownLatch both, Operation operation) {
    Thread thread =
        new Thread(
            () -> {
              HandlerInvocation call =
                  operation == null ? null : HandlerInvocation.begin(operation, false);
              HandlerInvocation.ThreadVisit visit = call == null ? null : call.enter();
              synchronized (first) {
                both.countDown();
                try {
                  both.await();
                } catch (InterruptedException e) {
                  return;
                }
                synchronized (second) {
                  visit.close();
                }
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void clientsSideHasNoState() {
    start("");
    Session toServer = Session.client(Wire.HTTP, true);
    Operation asked = open(toServer, "sampled");
    pass(600);

    assertEquals(ServerState.STARTING, state());
    asked.answered(Answer.RESULT);
    asked.completed();
    assertEquals(0, serverHealth.now().requests());
    assertNull(serverHealth.state());
    assertEquals(List.of(), threads);
  }

  @Test
  void toolsAreCountedByNamesThatTheServerKnows() {
    start("");
    for (int i = 0; i < 3; i++) {
      answer(open("echo"));
    }
    Operation unknown = request(CALL, tool("made-up"), null);
    unknown.answered(Answer.error(-32602, "no such tool"));
    unknown.completed();
    fail(open("search"));
    for (int i = 0; i < 2 * ToolCounts.MOST; i++) {
      answer(open("t" + i));
    }

    List<ToolStats> tools = serverHealth.now().tools();
    assertEquals(ToolCounts.MOST, tools.size());
    assertEquals("echo", tools.get(0).name());
    assertEquals(3, tools.get(0).requests());
    assertTrue(tools.get(0).p95() > 0);
    ToolStats search = tools.stream().filter(t -> t.name().equals("search")).findAny().get();
    assertEquals(1, search.errors());
    assertTrue(tools.stream().noneMatch(t -> t.name().equals("made-up")));
  }

  @Test
  void manyThreadsAreCountedToTheLast() throws Exception {
    start("");
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (int j = 0; j < 2_000; j++) {
                  answer(open(Session.stateless(), "echo"));
                }
              });
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      while (caller.isAlive()) {
        serverHealth.now();
        caller.join(5);
      }
    }

    ServerHealth now = serverHealth.now();
    assertEquals(16_000, now.requests());
    assertEquals(16_000, now.tenMinutes().requests());
    assertEquals(16_000, now.tools().get(0).requests());
    assertEquals(0, now.openRequests());
  }

  /** Of which the objects of the test itself are none. */
  @Test
  void countingACallTakesNoMemory() {
    start("");
    Operation operation = open("echo");
    answer(operation);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = 0;
    for (int round = 0; round < 3; round++) {
      long before = memory.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        serverHealth.ended(operation, Outcome.OK, 1_000L * i);
      }
      bytes = memory.getCurrentThreadAllocatedBytes() - before;
    }

    assertTrue(bytes < CALLS, bytes + " bytes for " + CALLS + " calls");
  }

  @Test
  void listenerHearsOfAChangeAtOnceAndOneThatFailsHarmsNobody() throws Exception {
    BlockingQueue<ServerState> heard = new LinkedBlockingQueue<>();
    start(MODEL + "health.patience=1ms," + MODEL + "alert.unresponsive=2/1s", true);
    serverHealth.addListener(
        now -> {
          throw new IllegalStateException("not now");
        });
    serverHealth.addListener(now -> heard.add(now.state()));
    answer(open("echo"));
    awaitState(ServerState.UP, heard);
    Operation hung = open("hang");
    awaitState(ServerState.UNRESPONSIVE, heard);
    answer(hung);

    awaitState(ServerState.UP, heard);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mode=propagation", "metrics=basic"})
  void thereIsNoThreadWhereNobodyWantsToKnow(String property) {
    start(MODEL + property);
    answer(open("echo"));

    assertEquals(List.of(), threads);
    serverHealth.addListener(now -> {});
    assertEquals(property.startsWith("mode") ? 0 : 1, threads.size());
  }

  private static void awaitState(ServerState wanted, BlockingQueue<ServerState> heard)
      throws InterruptedException {
    ServerState last = null;
    while (last != wanted) {
      last = heard.poll(30, TimeUnit.SECONDS);
      assertTrue(last != null, "not told: " + wanted);
    }
  }

  private void start(String properties) {
    start(properties, false);
  }

  private void start(String properties, boolean threaded) {
    Settings settings = Settings.from(Configuration.of(properties));
    application = new Application(settings, LogContext.NONE);
    application.switchTo(new RecordingTelemetry());
    serverHealth =
        new ServerMonitor(
            settings,
            task -> {
              threads.add(task);
              if (threaded) {
                Thread thread = new Thread(task, "monitor");
                thread.setDaemon(true);
                thread.start();
              }
            },
            () -> System.nanoTime() + passed,
            System::currentTimeMillis);
    serverHealth.watch(application, "1.2.3");
  }

  private static Target tool(String name) {
    return new Target(Target.Kind.TOOL, name);
  }

  /** A call whose function runs. */
  private Operation open(String tool) {
    return open(session, tool);
  }

  private Operation open(Session its, String tool) {
    Operation operation = request(its, CALL, tool(tool), null);
    operation.handler().markFound();
    operation.markHandlerCalled();
    return operation;
  }

  private Operation request(String method, Target target, Map<String, Object> meta) {
    return request(session, method, target, meta);
  }

  private synchronized int nextId() {
    return ++ids;
  }

  private Operation request(Session its, String method, Target target, Map<String, Object> meta) {
    return application.open(
        new OperationStart(
            its,
            Operation.Kind.SERVER,
            method,
            target,
            false,
            nextId(),
            new Object(),
            null,
            Map.of()),
        null,
        meta);
  }

  private static void answer(Operation operation) {
    operation.answered(Answer.RESULT);
    operation.completed();
  }

  private static void fail(Operation operation) {
    operation.answered(Answer.TOOL_ERROR);
    operation.completed();
  }

  /** Time passes, and it is looked at once a second. */
  private void pass(int seconds) {
    for (int second = 0; second < Math.min(seconds, 1_000); second++) {
      passed += SECOND * (seconds > 1_000 ? seconds / 1_000 : 1);
      serverHealth.state();
    }
  }

  private ServerState state() {
    return serverHealth.now().state();
  }

  private RuleStatus rule(String name) {
    return serverHealth.now().rules().stream().filter(r -> r.rule().equals(name)).findAny().get();
  }

  private void assertState(ServerState state, String reason) {
    ServerHealth now = serverHealth.now();
    assertEquals(reason, now.reason());
    assertEquals(state, now.state());
  }
}
