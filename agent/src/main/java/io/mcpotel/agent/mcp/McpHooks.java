// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.ApplicationHooks;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.Hook;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.redact.CapturePolicy;
import reactor.core.scheduler.Schedulers;

/** Leads each hook of one application to what is done there. */
public final class McpHooks implements ApplicationHooks {

  private final ReceivedMessages received;
  private final StatelessMessages stateless;
  private final SessionStarts starts;
  private final Responses responses;
  private final Continuations continuations;
  private final SentMessages sent;
  private final Handlers handlers;
  private final Sessions sessions;
  private final RawMessages rawMessages;
  private final RejectedHttpRequests rejectedHttp;
  private final ServerTools serverTools;
  private final BrokenTransports broken;

  /** An application whose log lines name its operations, where anything but its context is kept. */
  public static Application application(Settings settings) {
    return new Application(
        settings, settings.hasMetrics() ? new Slf4jLogContext() : LogContext.NONE);
  }

  /** Made by name, in a class loader that sees the application's types. */
  public McpHooks(Application application, CapturePolicy policy, Catalogs catalogs) {
    Payloads payloads = new Payloads(policy);
    this.rawMessages = new RawMessages(application, policy);
    this.rejectedHttp = new RejectedHttpRequests(application, policy);
    this.sessions = new Sessions(application);
    application.setStreamCounter(sessions::openStreams);
    this.serverTools = new ServerTools(application, catalogs);
    this.responses = new Responses(application, sessions, payloads, serverTools);
    this.broken = new BrokenTransports(application, policy);
    this.received =
        new ReceivedMessages(application, sessions, responses, payloads, rawMessages, broken);
    this.stateless = new StatelessMessages(received);
    this.starts = new SessionStarts(application, sessions, responses);
    this.continuations = new Continuations(application);
    this.sent =
        new SentMessages(application, sessions, payloads, new ClientTools(application, catalogs));
    this.handlers = new Handlers();
    Schedulers.onScheduleHook("io.mcpotel.agent", Current.carrier(TransportTasks::isOne));
  }

  @Override
  public Object returned(int hook, Object self, Object first, Object second, Object result) {
    return switch (hook) {
      case Hook.SERVER_MESSAGE -> received.byServer(self, first, result);
      case Hook.SERVER_ANSWER -> responses.of(first, result);
      case Hook.STREAM_REQUEST -> received.byStream(self, first, result);
      case Hook.STREAM_NOTIFICATION -> received.byServer(self, first, result);
      case Hook.START_SESSION -> starts.started(first, result);
      case Hook.CLIENT_REQUEST, Hook.CLIENT_NOTIFICATION -> received.byClient(self, first, result);
      case Hook.SEND_REQUEST -> sent.request(self, first, second, result);
      case Hook.RESULT_RESPONSE -> responses.created(first, result);
      case Hook.ERROR_RESPONSE -> responses.ofFailure(first, second, result);
      case Hook.PARSED -> rawMessages.read(second, result);
      case Hook.RESPONSE_IN -> received.response(self, first, result);
      case Hook.TOOLS_CHANGING -> serverTools.changing(self, result);
      case Hook.SERVER_CLOSING -> serverTools.closing(self, result);
      case Hook.SESSION_CLOSING -> sessions.closing(self, result);
      case Hook.SYNC_HANDLER -> handlers.sync(result);
      case Hook.ASYNC_HANDLER -> handlers.async(result);
      default -> result;
    };
  }

  @Override
  public Object instead(int hook, Object self, Object first, Object second) {
    return switch (hook) {
      case Hook.STATELESS_REQUEST, Hook.STATELESS_NOTIFICATION ->
          stateless.handled(self, first, second);
      case Hook.SEND_NOTIFICATION -> sent.notification(self, first, second);
      default -> null;
    };
  }

  @Override
  public Object argument(int hook, Object first, Object second, Object value) {
    return switch (hook) {
      case Hook.REQUEST_MESSAGE -> sent.requestParams((String) first, second, value);
      case Hook.NOTIFICATION_MESSAGE -> sent.notificationParams((String) first, value);
      default -> value;
    };
  }

  @Override
  public Object entered(int hook, Object[] arguments) {
    return switch (hook) {
      case Hook.CONTINUATION -> continuations.begun(arguments);
      case Hook.HTTP_REQUEST -> rejectedHttp.begun(arguments);
      case Hook.CONNECTION_FAILED -> sessions.connectionFails(arguments[0]);
      default -> null;
    };
  }

  @Override
  public Object left(int hook, Object token, Object result) {
    return switch (hook) {
      case Hook.CONTINUATION -> continuations.ended(token, result);
      case Hook.HTTP_REQUEST -> rejectedHttp.ended(token, result);
      case Hook.CONNECTION_FAILED -> sessions.connectionFailed(result);
      default -> result;
    };
  }

  @Override
  public void onEvent(int hook, Object self, Object detail) {
    switch (hook) {
      case Hook.UNKNOWN_METHOD -> responses.unknownMethod();
      case Hook.SESSION_OPENED -> sessions.opened(self);
      case Hook.SESSION_CLOSES -> sessions.closes(self);
      case Hook.SESSION_CLOSED -> sessions.closed(self);
      case Hook.SESSION_DELETED -> sessions.closesFor(self, Session.DELETED);
      case Hook.SESSION_IDLE -> sessions.closesFor(detail, Session.IDLE);
      case Hook.UNREADABLE -> rawMessages.unreadable(detail);
      case Hook.TOO_LARGE_FOR_SERVER -> rawMessages.tooLarge(Session.SERVER);
      case Hook.TOO_LARGE_FOR_CLIENT -> rawMessages.tooLarge(Session.CLIENT);
      case Hook.TRANSPORT_ERROR_MADE -> rawMessages.transportFails((Throwable) self);
      case Hook.WRITTEN -> rawMessages.written(self, detail);
      case Hook.RESPONSE_IN -> received.response(self, detail, null);
      case Hook.ERROR_MADE -> rejectedHttp.onError(self);
      case Hook.SERVER_CREATED -> serverTools.created(self);
      case Hook.SERVER_CLOSED -> serverTools.closed(self);
      case Hook.WRITING_FAILED -> broken.writingFailed(self, detail);
      case Hook.PIPE_ENDED -> broken.pipeEnded(self);
      case Hook.STREAM_ENDED -> broken.streamEnded(self, detail);
      case Hook.STREAM_FAILED -> broken.streamFailed(self, detail);
      case Hook.STREAM_RELEASED -> received.streamReleased(self);
      default -> {}
    }
  }
}
