// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.RequestId;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.reactor.OperationMono;
import io.modelcontextprotocol.spec.McpSchema;

/** What happens to a message that came in. */
class ReceivedOperation implements OperationMono.Lifecycle {

  private final Application application;
  private final Responses responses;
  private final OperationStart start;
  private final Object params;
  private final boolean endsAfterSignal;

  /**
   * Makes the course of one message.
   *
   * @param endsAfterSignal whether the answer is sent by what the Mono's signal leads to
   */
  ReceivedOperation(
      Application application,
      Responses responses,
      OperationStart start,
      Object params,
      boolean endsAfterSignal) {
    this.application = application;
    this.responses = responses;
    this.start = start;
    this.params = params;
    this.endsAfterSignal = endsAfterSignal;
  }

  @Override
  public Operation begin(Object carried) {
    if (Methods.INITIALIZE.equals(start.method())) {
      start.session().clientIs(Messages.client(params, application.privacy()));
    }
    return application.open(start, carried, Meta.of(params));
  }

  @Override
  public void begun(Operation operation) {
    readLast(operation);
    if (Methods.CANCELLED.equals(start.method())) {
      Object id = RequestId.kept(Records.get(params, "requestId"), application.privacy());
      start.session().cancelled(id, true);
    }
  }

  /** The thread that begins an operation is mostly the one that has read its message. */
  private void readLast(Operation operation) {
    InboundText last = InboundText.here();
    // The start of a session is handed the params only.
    boolean initialize = start.message() == params;
    operation
        .sizes()
        .setRequest(initialize ? last.sizeOfInitialize() : last.sizeOf(start.message()));
    MessageEvent event =
        initialize ? last.takeUntoldInitialize() : application.takeReceived(start.message());
    if (event != null) {
      application.telemetry().onEvent(event.of(operation));
    }
    last.isHandled();
    last.forget();
  }

  @Override
  public void value(Operation operation, Object value) {
    if (value instanceof McpSchema.JSONRPCResponse response) {
      responses.answered(operation, response);
      lookUpTarget(operation);
    } else if (value instanceof McpSchema.InitializeResult result) {
      responses.initialized(operation, result);
    }
  }

  @Override
  public void completes(Operation operation) {
    lookUpTarget(operation);
  }

  @Override
  public void error(Operation operation, Throwable error) {
    lookUpTarget(operation);
    if (endsAfterSignal && operation.answer().isGiven()) {
      operation.completed();
    } else {
      operation.failed(error);
    }
  }

  /** What neither a function nor a result vouches for may be registered all the same. */
  private void lookUpTarget(Operation operation) {
    if (operation.target().isNamed() && !operation.isTargetKnown()) {
      responses.lookUpTarget(operation, Messages.target(start.method(), params), params);
    }
  }

  @Override
  public boolean endsAfterSignal() {
    return endsAfterSignal;
  }
}
