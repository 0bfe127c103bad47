// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.LastRead;
import io.mcpotel.agent.core.MessageEvent;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.redact.Disclosure;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** HTTP requests that a server's transport turns away before any session sees them. */
final class HttpRefusals {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int CONTENT_TOO_LARGE = 413;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int MISDIRECTED = 421;
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private static final String SESSION_HEADER = "mcp-session-id";

  private final Application application;
  private final Disclosure disclosure;
  private final boolean on;

  HttpRefusals(Application application, Disclosure disclosure) {
    this.application = application;
    this.disclosure = disclosure;
    this.on = application.settings().recording().isOn();
  }

  /** A transport begins to handle an HTTP request; the result is for {@link #ended}. */
  Object begun(Object[] arguments) {
    if (!on) {
      return null;
    }
    LastRead.here().requestBegins();
    return arguments;
  }

  /** A transport tells what is wrong: the last of the arguments. */
  void told(Object[] arguments) {
    if (arguments[arguments.length - 1] instanceof Throwable error) {
      LastRead.here().refused(error.getMessage());
    }
  }

  /** The counterpart of {@link #begun}; Spring returns the response, a servlet was given it. */
  Object ended(Object token, Object result) {
    Object[] arguments = (Object[]) token;
    if (result instanceof Mono<?> mono) {
      return mono.doOnNext(response -> answered(response, arguments[0]));
    }
    answered(result == null && arguments.length > 1 ? arguments[1] : result, arguments[0]);
    return result;
  }

  private void answered(Object response, Object request) {
    try {
      int status = status(response);
      LastRead last = LastRead.here();
      boolean refused = status >= BAD_REQUEST && status < SERVER_ERROR || status == UNAVAILABLE;
      if (refused && !last.wasHandled() && last.trouble() == null) {
        tell(last, status, why(last, response), request);
      }
    } catch (RuntimeException e) {
      Problems.report("reading an HTTP response", e);
    }
  }

  private void tell(LastRead last, int status, String why, Object request) {
    MessageEvent untold = last.takeUntold();
    MessageEvent event = untold == null ? last.unhandled() : untold;
    application
        .telemetry()
        .happened(
            event.rejected(
                "server",
                new MessageEvent.Rejection(
                    reason(status, why, request), status, disclosure.refusal(why))));
  }

  private static String reason(int status, String why, Object request) {
    return switch (status) {
      case FORBIDDEN, MISDIRECTED -> MessageEvent.ORIGIN;
      case METHOD_NOT_ALLOWED -> MessageEvent.HTTP_METHOD;
      case CONTENT_TOO_LARGE -> MessageEvent.TOO_LARGE;
      case NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> MessageEvent.WRONG_HEADER;
      case UNAVAILABLE -> MessageEvent.SHUTTING_DOWN;
      case NOT_FOUND -> namesSession(request) ? MessageEvent.NO_SESSION : reason(why);
      default -> reason(why);
    };
  }

  /** By the words of the answer, of which there are few. */
  private static String reason(String why) {
    String words = why == null ? "" : why.toLowerCase(Locale.ROOT);
    if (words.contains("session")) {
      return MessageEvent.NO_SESSION;
    }
    if (words.contains("accept") || words.contains("header") || words.contains("content")) {
      return MessageEvent.WRONG_HEADER;
    }
    return words.contains("format") ? MessageEvent.UNPARSABLE : MessageEvent.REFUSED;
  }

  private static boolean namesSession(Object servletRequest) {
    MethodHandle header = SdkMethod.of(servletRequest, "getHeader", 1);
    return header != null && SdkMethod.call(header, servletRequest, SESSION_HEADER) != null;
  }

  /** What the answer says, by its body or by what the transport was about to put there. */
  private static String why(LastRead last, Object response) {
    if (last.refusal() != null) {
      return last.refusal();
    }
    Object entity = call(response, "entity");
    return entity instanceof Throwable error
        ? error.getMessage()
        : entity instanceof String text ? text : null;
  }

  private static int status(Object response) {
    Object status = call(response, "getStatus");
    if (status == null) {
      status = call(response, "statusCode");
    }
    Object number = status instanceof Integer || status == null ? status : call(status, "value");
    return number instanceof Integer code ? code : -1;
  }

  private static Object call(Object target, String name) {
    MethodHandle method = target == null ? null : SdkMethod.of(target, name, 0);
    return method == null ? null : SdkMethod.call(method, target);
  }
}
