// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import dev.langchain4j.mcp.protocol.McpClientMessage;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.ReadText;
import io.mcpotel.agent.core.RequestId;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Utf8;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.core.settings.Capture;
import io.mcpotel.agent.redact.CapturePolicy;
import java.nio.charset.StandardCharsets;

/** The JSON texts of messages, as the client's transports read and write them. */
final class MessageTexts {

  private final Application application;
  private final CapturePolicy policy;
  private final boolean on;
  private final boolean records;

  MessageTexts(Application application, CapturePolicy policy) {
    this.application = application;
    this.policy = policy;
    this.on = application.settings().showsDetails();
    this.records = application.settings().recording().isOn();
  }

  /** This thread is about to read a text, and to handle what it makes of that. */
  void reads(Object text) {
    if (on && text instanceof String json) {
      // A line of an SSE stream comes with the blank that stands before its data.
      boolean blank = json.startsWith(" ");
      new ReadText(
              Utf8.length(json) - (blank ? 1 : 0),
              keepsMessages() ? blank ? json.substring(1) : json : null)
          .isRead();
    }
  }

  /** A request or notification of the server's came in by this text. */
  void request(Operation operation, ReadText text) {
    operation.sizes().setRequest(text.size());
    emitReceived(operation.method(), operation, text);
  }

  /** The answer to what was sent came in by this text. */
  void response(Operation operation, ReadText text) {
    operation.sizes().setResponse(text.size());
    emitReceived(null, operation, text);
  }

  /** A response came in by this text that nobody waits for. */
  void unexpected(Session session, Object keptId, ReadText text) {
    if (!on) {
      return;
    }
    boolean shown = text.json() != null && policy.lets(Capture.Part.MESSAGES, null, Target.NONE);
    emit(
        MessageEvent.received(
                null,
                RequestId.shown(keptId, application.privacy()),
                text.size(),
                shown ? policy.message(text.json()) : null)
            .in(session)
            .rejected(null, new MessageEvent.Rejection(MessageEvent.UNKNOWN_ID, null, null)));
  }

  private void emitReceived(String method, Operation operation, ReadText text) {
    if (text.json() != null && operation.lets(Capture.Part.MESSAGES)) {
      emit(
          MessageEvent.received(
                  method, operation.shownRequestId(), text.size(), policy.message(text.json()))
              .of(operation));
    }
  }

  /** A text was made of a message, to be sent. */
  void written(Object message, Object text) {
    if (on && message instanceof McpClientMessage sent) {
      written(sent.getId(), text);
    }
  }

  /** A text is sent by a message that has this id, or none. */
  void written(Long id, Object text) {
    if (!on) {
      return;
    }
    Operation operation = Current.operation();
    if (operation != null && (operation.isReceivedRequest() || isOf(operation, id))) {
      sentBy(operation, text);
    }
  }

  /** A text is sent by this operation: its request or, where that came in, its answer. */
  void sentBy(Operation operation, Object text) {
    if (!on) {
      return;
    }
    boolean response = operation.isReceivedRequest();
    byte[] bytes = text instanceof byte[] written ? written : null;
    long size = bytes == null ? Utf8.length((String) text) : bytes.length;
    if (response) {
      operation.sizes().setResponse(size);
    } else {
      operation.sizes().setRequest(size);
    }
    if (keepsMessages() && operation.lets(Capture.Part.MESSAGES)) {
      String json = bytes == null ? (String) text : new String(bytes, StandardCharsets.UTF_8);
      String method = response ? null : operation.method();
      emit(
          MessageEvent.sent(
              method, operation.shownRequestId(), size, policy.message(json), operation));
    }
  }

  /** Whether it is what this thread sends: a transport may make other messages meanwhile. */
  private boolean isOf(Operation operation, Long id) {
    return operation.kind() == Operation.Kind.CLIENT
        && (id == null
            ? operation.isNotification()
            : RequestId.kept(id, application.privacy()).equals(operation.requestId()));
  }

  private boolean keepsMessages() {
    return records && policy.lets(Capture.Part.MESSAGES);
  }

  private void emit(MessageEvent event) {
    application.telemetry().onEvent(event);
  }
}
