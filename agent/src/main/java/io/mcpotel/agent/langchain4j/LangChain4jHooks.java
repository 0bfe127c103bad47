// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.langchain4j;

import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.ApplicationHooks;
import io.mcpotel.agent.core.Hook;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.mcp.ClientTools;
import io.mcpotel.agent.mcp.Fields;
import io.mcpotel.agent.mcp.Payloads;
import io.mcpotel.agent.mcp.Slf4jLogContext;
import io.mcpotel.agent.redact.CapturePolicy;

/** Leads each hook of LangChain4j's client to what is done there. */
public final class LangChain4jHooks implements ApplicationHooks {

  private final ClientSessions sessions;
  private final ClientRequests requests;
  private final ServerMessages received;
  private final MessageTexts texts;

  /** An application whose log lines name its operations, where anything but its context is kept. */
  public static Application application(Settings settings) {
    return new Application(
        settings, settings.hasMetrics() ? new Slf4jLogContext() : LogContext.NONE);
  }

  /** Made by name, in a class loader that sees the application's types. */
  public LangChain4jHooks(Application application, CapturePolicy policy, Catalogs catalogs) {
    Payloads payloads = new Payloads(policy);
    this.sessions = new ClientSessions(application);
    this.texts = new MessageTexts(application, policy);
    this.requests = new ClientRequests(application, sessions, payloads, texts);
    this.received =
        new ServerMessages(
            application,
            sessions,
            new ClientAnswers(sessions, payloads, new ClientTools(application, catalogs)),
            payloads,
            texts);
  }

  @Override
  public Object returned(int hook, Object self, Object first, Object second, Object result) {
    return result;
  }

  @Override
  public Object instead(int hook, Object self, Object first, Object second) {
    return null;
  }

  @Override
  public Object argument(int hook, Object first, Object second, Object value) throws Exception {
    return hook == Hook.LC_PIPE_TEXT ? requests.pipeText(first, second, (String) value) : value;
  }

  @Override
  public Object entered(int hook, Object[] arguments) throws Exception {
    return switch (hook) {
      case Hook.LC_SEND -> requests.sends(arguments[0], arguments[1]);
      case Hook.LC_NOTE -> requests.sendsByItself(arguments[0], arguments[1]);
      case Hook.LC_RECEIVED -> received.begins(transport(arguments[0]), arguments[1]);
      default -> null;
    };
  }

  @Override
  public Object left(int hook, Object token, Object result) {
    return switch (hook) {
      case Hook.LC_SEND, Hook.LC_NOTE -> requests.sent(token, result);
      case Hook.LC_RECEIVED -> received.ends(token, result);
      default -> result;
    };
  }

  @Override
  public void onEvent(int hook, Object self, Object detail) {
    switch (hook) {
      case Hook.LC_STARTED -> sessions.opened(self);
      case Hook.LC_CLOSES -> sessions.closes(self);
      case Hook.LC_CLOSED -> sessions.closed(self);
      case Hook.LC_BROKEN -> sessions.broken(transport(self));
      case Hook.LC_READS -> texts.reads(self);
      case Hook.LC_WRITTEN -> texts.written(self, detail);
      default -> {}
    }
  }

  private static Object transport(Object handler) {
    return Fields.read(handler, "transport");
  }
}
