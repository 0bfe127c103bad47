// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OutboundMessages;
import io.mcpotel.agent.core.RequestId;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Utf8;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.settings.Capture;
import io.mcpotel.agent.redact.CapturePolicy;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.function.Supplier;

/** The JSON texts of messages, as the SDK reads and writes them. */
final class RawMessages {

  private static final String EXCEEDS = "exceeds the maximum allowed size";

  private final Application application;
  private final CapturePolicy policy;
  private final boolean on;
  private final boolean records;

  RawMessages(Application application, CapturePolicy policy) {
    this.application = application;
    this.policy = policy;
    this.on = application.settings().showsDetails();
    this.records = application.settings().recording().isOn();
  }

  /** A text was read, and a message made of it. */
  Object read(Object text, Object message) {
    InboundText last = InboundText.here();
    emitUnhandled(last.takeUntold());
    if (!(text instanceof String json)) {
      return message;
    }
    long size = on ? sizeOnWire(json) : -1;
    if (message instanceof McpSchema.JSONRPCRequest request) {
      Object id = kept(request.id());
      MessageEvent event = event(request.method(), id, request.params(), size, json);
      last.read(message, kept(request.method()), id, size, application.received(message, event));
    } else if (message instanceof McpSchema.JSONRPCNotification note) {
      MessageEvent event = event(note.method(), null, Records.get(note, "params"), size, json);
      last.read(message, kept(note.method()), null, size, application.received(message, event));
    } else if (message instanceof McpSchema.JSONRPCResponse response) {
      Object id = kept(response.id());
      last.read(
          message, null, id, size, application.received(message, responseEvent(id, size, json)));
    }
    return message;
  }

  /** No session has taken what this thread read before: only who reads is known of it. */
  private void emitUnhandled(MessageEvent event) {
    emit(event == null ? null : event.by(CallingSide.get()));
  }

  private Object kept(Object id) {
    return RequestId.kept(id, policy);
  }

  private String shown(Object keptId) {
    return RequestId.shown(keptId, policy);
  }

  /** A method as the thread remembers it, which may be any text. */
  private String kept(String method) {
    return method == null || method.length() <= Bounds.NAME ? method : policy.name(method);
  }

  private String shown(String method) {
    return method == null || Methods.isSpecified(method) ? method : policy.name(method);
  }

  /** A text was read that is no message. */
  void unreadable(Object text) {
    if (text instanceof String json) {
      long size = on ? Utf8.length(json) : -1;
      Supplier<String> content =
          keepsMessages() && lets(null, Target.NONE) ? policy.message(json) : null;
      failed(
          MessageEvent.received(null, null, size, content),
          CallingSide.get(),
          MessageEvent.UNPARSABLE);
    }
  }

  /** A text was too large to be read. */
  void tooLarge(String role) {
    failed(MessageEvent.received(null, null, -1, null), role, MessageEvent.TOO_LARGE);
  }

  /** A client that reads HTTP has no other error for a text that is too large. */
  void transportFails(Throwable error) {
    String words = error.getMessage();
    if (error.getCause() == null && words != null && words.contains(EXCEEDS)) {
      tooLarge(Session.CLIENT);
    }
  }

  /** What an HTTP request is answered is to be told with it, and comes later. */
  private void failed(MessageEvent event, String role, String reason) {
    InboundText last = InboundText.here();
    emitUnhandled(last.takeUntold());
    MessageEvent rejected = event.rejected(role, new MessageEvent.Rejection(reason, null, null));
    if (Session.CLIENT.equals(role)) {
      // It came to a client, on a thread that may be one of a server's as well.
      emit(on ? rejected : null);
      return;
    }
    last.failed(reason, on ? rejected : null);
    if (!last.isInRequest()) {
      emit(last.takeUntold());
    }
  }

  /** A response came in to this session; maybe nobody waits for it. */
  void response(Session session, Object message) {
    if (on
        && message instanceof McpSchema.JSONRPCResponse response
        && !session.awaits(kept(response.id()))) {
      InboundText last = InboundText.here();
      MessageEvent untold = application.takeReceived(response);
      MessageEvent event =
          untold == null
              ? MessageEvent.received(null, shown(kept(response.id())), last.sizeOf(response), null)
              : untold;
      emit(
          event
              .in(session)
              .rejected(null, new MessageEvent.Rejection(MessageEvent.UNKNOWN_ID, null, null)));
      last.isHandled();
    }
  }

  /** A text was made of an object, to be written. */
  void written(Object object, Object text) {
    if (!on || !(text instanceof String json)) {
      return;
    }
    if (object instanceof McpSchema.JSONRPCResponse response) {
      Operation operation = operation(response);
      long size = Utf8.length(json);
      if (operation != null) {
        operation.sizes().setResponse(size);
      }
      emitSent(null, response.id(), size, json, operation);
    } else if (object instanceof McpSchema.JSONRPCRequest request && request.id() != null) {
      Operation operation = application.outboundMessages().take(request.id().hashCode());
      emitRequest(request.method(), request.id(), json, operation);
    } else if (object instanceof McpSchema.JSONRPCNotification note) {
      Object params = Records.get(note, "params");
      Operation operation =
          application
              .outboundMessages()
              .take(OutboundMessages.ofNotification(note.method(), params));
      boolean its =
          operation != null && operation.isNotification() && operation.isOf(note.method());
      emitRequest(note.method(), null, json, its ? operation : null);
    }
  }

  /** An {@code initialize} may be answered by a response that only its transport makes. */
  private Operation operation(McpSchema.JSONRPCResponse response) {
    Operation operation = application.outboundMessages().take(System.identityHashCode(response));
    if (operation != null) {
      return operation;
    }
    if (response.result() instanceof McpSchema.InitializeResult result) {
      return application.outboundMessages().take(System.identityHashCode(result));
    }
    Object id = kept(response.id());
    if (id == null) {
      return null;
    }
    // A session answers an unknown method in a place of its own.
    Operation unknown = application.outboundMessages().take(OutboundMessages.ofAnswer(id));
    Operation current = unknown == null ? Current.operation() : unknown;
    return current != null
            && current.kind() == Operation.Kind.SERVER
            && id.equals(current.requestId())
        ? current
        : null;
  }

  private void emitRequest(String method, Object id, String json, Operation operation) {
    long size = Utf8.length(json);
    if (operation != null) {
      operation.sizes().setRequest(size);
    }
    emitSent(method, id, size, json, operation);
  }

  private void emitSent(String method, Object id, long size, String json, Operation operation) {
    if (!keepsMessages()) {
      return;
    }
    if (operation == null ? lets(method, Target.NONE) : operation.lets(Capture.Part.MESSAGES)) {
      String shownId = shown(kept(id));
      emit(MessageEvent.sent(shown(method), shownId, size, policy.message(json), operation));
    }
  }

  private MessageEvent event(String method, Object id, Object params, long size, String json) {
    return keepsMessages() && lets(method, Messages.target(method, params))
        ? MessageEvent.received(shown(method), shown(id), size, policy.message(json))
        : null;
  }

  /** That of a response that nobody waits for is to be told with what becomes of it. */
  private MessageEvent responseEvent(Object id, long size, String json) {
    if (!keepsMessages()) {
      return null;
    }
    Operation operation = application.sentAndOpen(id);
    if (operation == null ? !lets(null, Target.NONE) : !operation.lets(Capture.Part.MESSAGES)) {
      return null;
    }
    MessageEvent event = MessageEvent.received(null, shown(id), size, policy.message(json));
    if (operation == null) {
      return event;
    }
    emit(event.of(operation));
    return null;
  }

  private void emit(MessageEvent event) {
    if (event != null) {
      application.telemetry().onEvent(event);
    }
  }

  /** The clients of some releases end what they have read with a line feed of their own. */
  private static long sizeOnWire(String json) {
    return Utf8.length(json) - (json.endsWith("\n") ? 1 : 0);
  }

  private boolean keepsMessages() {
    return records && policy.lets(Capture.Part.MESSAGES);
  }

  private boolean lets(String method, Target target) {
    return policy.lets(Capture.Part.MESSAGES, method, target);
  }
}
