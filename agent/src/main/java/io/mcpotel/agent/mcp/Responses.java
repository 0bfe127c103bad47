// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Answer;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OutboundMessages;
import io.mcpotel.agent.core.Target;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The responses that the SDK makes of what its handlers return or throw. */
final class Responses {

  private final Application application;
  private final Sessions sessions;
  private final Payloads payloads;
  private final ServerTools tools;

  Responses(Application application, Sessions sessions, Payloads payloads, ServerTools tools) {
    this.application = application;
    this.sessions = sessions;
    this.payloads = payloads;
    this.tools = tools;
  }

  /** The SDK returned a Mono of the response to a request. */
  Object of(Object request, Object mono) {
    return mono instanceof Mono<?> answer
        ? answer.doOnNext(
            response -> Guard.run("reading a response", () -> created(request, response)))
        : mono;
  }

  /** The SDK made the response to a request. */
  Object created(Object request, Object response) {
    Operation operation = application.openFor(request);
    if (operation != null && response instanceof McpSchema.JSONRPCResponse created) {
      answered(operation, created);
    }
    return response;
  }

  /** The SDK returned a Mono of the response that stands for an exception. */
  Object ofFailure(Object request, Object thrown, Object mono) {
    Operation operation = application.openFor(request);
    if (operation == null) {
      return mono;
    }
    if (thrown instanceof Throwable failure) {
      operation.answer().setException(failure);
    }
    return of(request, mono);
  }

  /** Whether a server has the tool or prompt that was asked for, by its name as it came. */
  void lookUpTarget(Operation operation, Target target, Object params) {
    if (operation.session().isClient() || !tools.has(target)) {
      return;
    }
    operation.targetIsListed();
    Object arguments = Records.get(params, "arguments");
    if (arguments != null && !(arguments instanceof Map)) {
      operation.argumentsAreMalformed();
    }
  }

  /** The SDK has no handler for the method of the request that this thread works for. */
  void unknownMethod() {
    Operation operation = Current.operation();
    if (operation != null && operation.kind() == Operation.Kind.SERVER) {
      operation.answered(Answer.UNKNOWN_METHOD);
      if (operation.requestId() != null) {
        application
            .outboundMessages()
            .expect(OutboundMessages.ofAnswer(operation.requestId()), operation);
      }
    }
  }

  /** Notes a response, and what it settles where it is that to {@code initialize}. */
  void answered(Operation operation, McpSchema.JSONRPCResponse response) {
    operation.answered(Messages.answer(response));
    if (operation.kind() == Operation.Kind.SERVER) {
      tools.answered(operation.session());
      application.outboundMessages().expect(System.identityHashCode(response), operation);
    }
    payloads.resulted(operation, response.result());
    payloads.estimate(operation, response.result());
    if (response.result() instanceof McpSchema.InitializeResult result) {
      sessions.initialized(operation.session(), result);
    }
  }

  /** Notes the answer to an {@code initialize} that no response was made of yet. */
  void initialized(Operation operation, McpSchema.InitializeResult result) {
    operation.answered(Answer.RESULT);
    tools.answered(operation.session());
    application.outboundMessages().expect(System.identityHashCode(result), operation);
    sessions.initialized(operation.session(), result);
  }
}
