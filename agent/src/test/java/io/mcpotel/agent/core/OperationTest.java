// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Operation.Kind;
import io.mcpotel.agent.core.event.FieldMap;
import io.mcpotel.agent.core.event.OperationEvent;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final Application application =
      new Application(Settings.from(Configuration.of("")), LogContext.NONE);

  @BeforeEach
  void tellTelemetry() {
    application.switchTo(telemetry);
    application.setPrivacy(new Talkative());
  }

  /** Lets everything out as it is, but for what is too long. */
  private static final class Talkative implements Privacy {
    @Override
    public String error(Operation operation, String message) {
      return message;
    }

    @Override
    public String name(String name) {
      return STRICT.name(name);
    }

    @Override
    public String uri(String uri) {
      return STRICT.uri(uri);
    }

    @Override
    public String words(String words, int most) {
      return STRICT.words(words, most);
    }
  }

  private final Session session = Session.server("s", Wire.HTTP, true);

  @ParameterizedTest
  @ValueSource(ints = {-32700, -32600, -32601, -32602, -32002})
  void callersFaultIsNoErrorOfTheServer(int code) {
    Operation operation = received("tools/call", "echo");
    operation.answered(Answer.error(code, "no"));
    operation.completed();

    assertNull(telemetry.outcome.errorType());
    assertEquals(code, telemetry.outcome.statusCode());
  }

  @ParameterizedTest
  @ValueSource(ints = {-32603, -32000, -32001, 42})
  void anyOtherCodeIsAnErrorOfTheServer(int code) {
    Operation operation = received("tools/call", "echo");
    operation.answered(Answer.error(code, "no"));
    operation.completed();

    assertEquals(String.valueOf(code), telemetry.outcome.errorType());
  }

  @Test
  void everyCodeIsAnErrorForTheClient() {
    Operation operation = sent("tools/call", "echo");
    operation.answered(Answer.error(-32602, "no"));
    operation.failed(new RuntimeException("no"));

    assertEquals("-32602", telemetry.outcome.errorType());
    assertEquals("no", telemetry.outcome.message());
  }

  @Test
  void answerThatCouldNotBeSentIsNoAnswer() {
    Operation operation = received("tools/call", "echo");
    operation.answered(Answer.RESULT);
    operation.failed(new IllegalStateException("broken pipe"));

    assertEquals("java.lang.IllegalStateException", telemetry.outcome.errorType());
    assertNull(telemetry.outcome.statusCode());
  }

  @Test
  void requestWhoseFunctionHasNoResultIsSaidToHaveNoResponse() {
    Operation operation = received("tools/call", "echo");
    HandlerInvocation.begin(operation, false).returnedNothing();
    operation.completed();

    assertEquals(Outcome.NO_RESPONSE, telemetry.outcome.errorType());
  }

  @Test
  void answerThatWasNotSeenIsNotSaidToBeMissing() {
    Operation operation = received("tools/call", "echo");
    HandlerInvocation.begin(operation, false).returned(false);
    operation.completed();

    assertNull(telemetry.outcome.errorType());
  }

  @Test
  void timeoutIsCalledSo() {
    sent("tools/call", "echo").failed(new TimeoutException());

    assertEquals(Outcome.TIMEOUT, telemetry.outcome.errorType());
  }

  @Test
  void cancelledNotificationMarksTheRequestThatItNames() {
    Operation operation = received("tools/call", "echo");
    session.cancelled(1, true);
    operation.answered(Answer.RESULT);
    operation.completed();

    assertEquals(Outcome.CANCELLED, telemetry.outcome.errorType());
  }

  @Test
  void cancelledNotificationForAnotherRequestMarksNone() {
    Operation operation = received("tools/call", "echo");
    session.cancelled("1", true);
    session.cancelled(1, false);
    operation.answered(Answer.RESULT);
    operation.completed();

    assertNull(telemetry.outcome.errorType());
  }

  @Test
  void onlyTheFirstEndCounts() {
    Operation operation = received("tools/call", "echo");
    operation.abandoned(Outcome.SESSION_CLOSED);
    operation.answered(Answer.RESULT);
    operation.completed();

    assertEquals(Outcome.SESSION_CLOSED, telemetry.outcome.errorType());
    assertEquals(1, telemetry.ended);
  }

  @Test
  void nameThatNoFunctionAndNoResultVouchedForIsUnknown() {
    Operation unknown = received("tools/call", "made-up");
    unknown.answered(Answer.error(-32602, "Unknown tool"));
    Operation failed = received("tools/call", "echo");
    failed.handler().markFound();
    failed.answered(Answer.error(-32603, "broke"));

    assertFalse(unknown.isTargetKnown());
    assertTrue(failed.isTargetKnown());
  }

  @Test
  void clientKnowsAToolThatHasAnsweredBefore() {
    Operation first = sent("tools/call", "echo");
    first.answered(Answer.RESULT);
    Operation wrongArguments = sent("tools/call", "echo");
    wrongArguments.answered(Answer.error(-32602, "Invalid arguments"));
    Operation madeUp = sent("tools/call", "made-up");
    madeUp.answered(Answer.error(-32602, "Unknown tool"));

    assertTrue(wrongArguments.isTargetKnown());
    assertFalse(madeUp.isTargetKnown());
  }

  @Test
  void clientKnowsAToolThatItWasShown() {
    Operation wrongArguments = sent("tools/call", "echo");
    wrongArguments.answered(Answer.error(-32602, "Invalid arguments"));
    assertFalse(wrongArguments.isTargetKnown());

    wrongArguments.targetIsListed();

    assertTrue(wrongArguments.isTargetKnown());
  }

  @Test
  void serverKnowsAToolThatIsRegistered() {
    Operation wrongArguments = received("tools/call", "echo");
    wrongArguments.answered(Answer.error(-32603, "cannot read the arguments"));
    assertFalse(wrongArguments.isTargetKnown());

    wrongArguments.targetIsListed();

    assertTrue(wrongArguments.isTargetKnown());
  }

  @Test
  void sizesAreToldOnceWheneverTheyAreLearnt() {
    Operation before = sent("tools/call", "echo");
    before.sizes().setRequest(10);
    before.sizes().setResponse(20);
    before.completed();
    assertEquals(List.of("sent 10", "received 20"), telemetry.sizes);

    telemetry.sizes.clear();
    Operation after = received("tools/call", "echo");
    after.sizes().setRequest(-1);
    after.completed();
    assertEquals(List.of(), telemetry.sizes);
    after.sizes().setResponse(40);
    after.sizes().setRequest(30);
    after.sizes().setRequest(30);
    assertEquals(List.of("sent 40", "received 30"), telemetry.sizes);
  }

  @Test
  void recordSaysWhatTheSpanSays() {
    Operation operation = received("tools/call", "echo");
    operation.answered(Answer.error(-32603, "broke"));
    operation.completed();

    Map<String, Object> fields = FieldMap.of(new OperationEvent(operation, telemetry.outcome, 7));

    assertEquals("-32603", fields.get("error.type"));
    assertEquals("-32603", fields.get("rpc.response.status_code"));
    assertEquals("-32603", fields.get("mcp.outcome"));
    assertEquals("execute_tool", fields.get("gen_ai.operation.name"));
    assertEquals(7 / 1e9, fields.get("mcp.operation.duration"));
  }

  @Test
  void callersFaultIsACodeAndNoErrorOnRecord() {
    Operation operation = received("prompts/get", "greeting");
    operation.answered(Answer.error(-32602, "no"));
    operation.completed();

    Map<String, Object> fields = FieldMap.of(new OperationEvent(operation, telemetry.outcome, 7));

    assertEquals("-32602", fields.get("rpc.response.status_code"));
    assertFalse(fields.containsKey("error.type"));
    assertFalse(fields.containsKey("gen_ai.operation.name"));
  }

  @Test
  void callThatNamesNoToolIsACallOfATool() {
    Operation operation = received("tools/call", null);
    operation.completed();

    assertEquals(
        "execute_tool",
        FieldMap.of(new OperationEvent(operation, telemetry.outcome, 7))
            .get("gen_ai.operation.name"));
  }

  @Test
  void methodOutsideTheSpecificationIsKnownOnceItIsAnswered() {
    Operation unknown = received("foo/bar", null);
    unknown.answered(Answer.UNKNOWN_METHOD);
    Operation custom = received("acme/custom", null);
    custom.answered(Answer.RESULT);

    assertFalse(unknown.isMethodKnown());
    assertTrue(custom.isMethodKnown());
  }

  @Test
  void endedOperationsLeaveNothingBehind() {
    for (int i = 0; i < 100; i++) {
      received("ping", null).completed();
      sent("ping", null).cancelled();
    }

    assertEquals(0, application.openOperations());
    assertEquals(0, session.receivedAndOpen().size());
  }

  @Test
  void operationThatIsEndedWhileItBeginsLeavesNothingBehind() {
    // A map asks for it just before the session knows of the operation.
    Object id =
        new BigInteger("1") {
          private static final long serialVersionUID = 1;

          @Override
          public int hashCode() {
            application.open().forEach(Operation::cancelled);
            return 1;
          }
        };
    Operation operation =
        application.open(
            new OperationStart(
                session, Kind.SERVER, "ping", Target.NONE, false, id, new Object(), null, Map.of()),
            null,
            null);

    assertTrue(operation.hasEnded());
    assertEquals(0, application.openOperations());
    assertEquals(0, session.receivedAndOpen().size());
  }

  @Test
  void requestThatIsCancelledBeforeItHasItsIdIsNotAwaited() {
    Operation operation =
        application.open(
            new OperationStart(
                session, Kind.CLIENT, "ping", Target.NONE, false, null, null, null, Map.of()),
            null,
            null);
    operation.cancelled();

    operation.identified(7);

    assertFalse(session.awaits(7));
    assertEquals(0, application.openOperations());
  }

  @Test
  @Timeout(60)
  void endedOperationThatIsStillLookedAtKeepsNoObjectOfTheApplication() {
    WeakReference<Object> message = new WeakReference<>(new Object());
    WeakReference<Object> sender = new WeakReference<>(new Object());
    Operation operation =
        application.open(
            new OperationStart(
                session,
                Kind.SERVER,
                "ping",
                Target.NONE,
                false,
                1,
                message.get(),
                sender.get(),
                Map.of()),
            null,
            null);
    application.outboundMessages().expect(1, operation);
    operation.completed();

    while (message.get() != null || sender.get() != null) {
      System.gc();
      Thread.onSpinWait();
    }
    assertSame(operation, application.outboundMessages().take(1));
  }

  @Test
  void whereNobodyLooksAtWhatIsWrittenNothingIsExpectedToBe() {
    Application plain =
        new Application(
            Settings.from(
                Configuration.of(
                    "otel.instrumentation.mcp.metrics=basic,otel.instrumentation.mcp.record=none")),
            LogContext.NONE);

    plain.outboundMessages().expect(1, received("ping", null));

    assertNull(plain.outboundMessages().take(1));
  }

  @Test
  void messageThatHasBegunAnOperationBeginsNoSecond() {
    Object message = new Object();

    assertEquals(
        Kind.SERVER, application.open(start(Kind.SERVER, "ping", message), null, null).kind());
    assertNull(application.open(start(Kind.SERVER, "ping", message), null, null));
  }

  @Test
  void endOfTheJvmEndsWhatIsOpen() {
    received("tools/call", "slow");

    application.shutdown();

    assertEquals(Outcome.SHUTDOWN, telemetry.outcome.errorType());
    assertEquals(0, application.openOperations());
  }

  @Test
  void endOfTheJvmEndsTheFunctionThatRuns() {
    HandlerInvocation.begin(received("tools/call", "slow"), false);

    application.shutdown();

    assertEquals(1, telemetry.returned);
    assertEquals(Outcome.SHUTDOWN, telemetry.functionError);
  }

  @Test
  void telemetryThatThrowsAtTheEndKeepsNothingElseFromItsEnd() {
    RecordingTelemetry throwing =
        new RecordingTelemetry() {
          @Override
          public void closed(Operation operation, Outcome how, long nanos) {
            super.closed(operation, how, nanos);
            throw new IllegalStateException("a span processor");
          }
        };
    application.switchTo(throwing);
    received("tools/call", "slow");
    received("tools/call", "slow");

    application.shutdown();

    assertEquals(2, throwing.ended);
    assertEquals(0, application.openOperations());
  }

  @Test
  void applicationCountsByDirectionAndMethod() {
    assertEquals(-1, application.totals().nanosSinceLast());
    received("tools/call", "echo").completed();
    Operation failing = received("tools/call", "echo");
    failing.answered(Answer.error(-32603, "no"));
    failing.completed();
    sent("ping", null).completed();
    received("made/up", null).completed();

    Map<String, String> counted = new TreeMap<>();
    application
        .totals()
        .each((kind, method, all, failed) -> counted.put(kind + " " + method, all + " " + failed));
    assertEquals(
        Map.of("SERVER tools/call", "2 1", "CLIENT ping", "1 0", "SERVER _OTHER", "1 0"), counted);
    assertTrue(application.totals().nanosSinceLast() >= 0);
  }

  private Operation received(String method, String name) {
    return application.open(start(Kind.SERVER, method, name, new Object()), null, null);
  }

  private Operation sent(String method, String name) {
    return application.open(start(Kind.CLIENT, method, name, null), null, null);
  }

  private OperationStart start(Kind kind, String method, Object message) {
    return start(kind, method, null, message);
  }

  private OperationStart start(Kind kind, String method, String name, Object message) {
    Target target = Target.of(method, name, null);
    return new OperationStart(session, kind, method, target, false, 1, message, null, Map.of());
  }
}
