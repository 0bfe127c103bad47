// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.InboundText;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.MessageEvent;
import io.mcpotel.agent.redact.CapturePolicy;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** HTTP requests that a server's transport turns away before any session sees them. */
final class RejectedHttpRequests {

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

  /** The words that tell the reason are the first ones. */
  private static final int TELLING = 128;

  private final Application application;
  private final CapturePolicy policy;
  private final boolean on;

  RejectedHttpRequests(Application application, CapturePolicy policy) {
    this.application = application;
    this.policy = policy;
    this.on = application.settings().showsDetails();
  }

  /** A transport begins to handle an HTTP request; the result is for {@link #ended}. */
  Object begun(Object[] arguments) {
    if (!on) {
      return null;
    }
    InboundText.here().requestBegins();
    return arguments;
  }

  /** An error was created; while an HTTP request is handled, it is mostly what that is answered. */
  void onError(Object error) {
    if (on && error instanceof Throwable created) {
      String words = created.getMessage();
      InboundText.here()
          .refused(
              words == null
                  ? null
                  : new InboundText.Refusal(byWords(words), policy.refusal(words)));
    }
  }

  /** The counterpart of {@link #begun}; Spring returns the response, a servlet was given it. */
  Object ended(Object token, Object result) {
    if (!(token instanceof Object[] arguments)) {
      return result;
    }
    InboundText.here().requestEnds();
    if (result instanceof Mono<?> mono) {
      return watched(mono, arguments[0]);
    }
    answered(result == null && arguments.length > 1 ? arguments[1] : result, arguments[0]);
    return result;
  }

  /** The body may come much later, and other requests on the same thread before it. */
  private <T> Mono<T> watched(Mono<T> mono, Object request) {
    return Mono.defer(
        () -> {
          InboundText here = InboundText.here();
          here.requestBegins();
          return mono.doOnNext(
                  response ->
                      Guard.run("reading an HTTP response", () -> answered(response, request)))
              .doFinally(
                  end -> {
                    here.requestEnds();
                    Guard.run("reading an HTTP response", this::unanswered);
                  });
        });
  }

  private void answered(Object response, Object request) {
    InboundText last = InboundText.here();
    int status = status(response);
    MessageEvent untold = last.takeUntold();
    InboundText.Refusal why = last.refusal();
    if (last.trouble() != null) {
      // Where there is nothing to tell, a thread has told it that knew of no request.
      if (untold != null) {
        emit(untold, last.trouble(), status, why);
      }
    } else if (isRefusal(status) && !last.wasHandled()) {
      MessageEvent event = untold == null ? last.unhandled(policy) : untold;
      emit(event, reason(status, why, request), status, why);
    } else if (untold != null) {
      application.telemetry().onEvent(untold);
    }
    last.isAnswered();
  }

  /** What could not be read, and got no answer that was seen. */
  private void unanswered() {
    InboundText last = InboundText.here();
    MessageEvent untold = last.trouble() == null ? null : last.takeUntold();
    if (untold != null) {
      application.telemetry().onEvent(untold);
    }
  }

  private static boolean isRefusal(int status) {
    return status >= BAD_REQUEST && status < SERVER_ERROR || status == UNAVAILABLE;
  }

  private void emit(MessageEvent event, String reason, int status, InboundText.Refusal why) {
    application
        .telemetry()
        .onEvent(
            event.rejected(
                Session.SERVER,
                new MessageEvent.Rejection(reason, status, why == null ? null : why.words())));
  }

  private static String reason(int status, InboundText.Refusal why, Object request) {
    return switch (status) {
      case FORBIDDEN, MISDIRECTED -> MessageEvent.ORIGIN;
      case METHOD_NOT_ALLOWED -> MessageEvent.HTTP_METHOD;
      case CONTENT_TOO_LARGE -> MessageEvent.TOO_LARGE;
      case NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> MessageEvent.WRONG_HEADER;
      case UNAVAILABLE -> MessageEvent.SHUTTING_DOWN;
      case NOT_FOUND ->
          namesSession(request)
              ? MessageEvent.NO_SESSION
              : why == null ? MessageEvent.REFUSED : why.reason();
      default -> why == null ? byRequest(request) : why.reason();
    };
  }

  /** The answers use few words. */
  private static String byWords(String why) {
    String words = Bounds.cut(why, TELLING).toLowerCase(Locale.ROOT);
    if (words.contains("session")) {
      return MessageEvent.NO_SESSION;
    }
    return words.contains("accept header") ? MessageEvent.WRONG_HEADER : MessageEvent.REFUSED;
  }

  /** By what a transport looks at that answers without a word. */
  private static String byRequest(Object request) {
    Object method = call(request, "getMethod");
    String name = String.valueOf(method == null ? call(request, "method") : method);
    String accept = header(request, "Accept");
    if (!name.equals("DELETE") && (accept == null || !accept.contains("text/event-stream"))) {
      return MessageEvent.WRONG_HEADER;
    }
    return name.equals("POST") || namesSession(request)
        ? MessageEvent.REFUSED
        : MessageEvent.NO_SESSION;
  }

  private static boolean namesSession(Object request) {
    return header(request, SESSION_HEADER) != null;
  }

  /** A servlet's request has them itself, Spring's in an object of their own. */
  private static String header(Object request, String name) {
    MethodHandle own = SdkMethod.of(request, "getHeader", 1);
    if (own != null) {
      return (String) SdkMethod.call(own, request, name);
    }
    Object headers = call(request, "headers");
    MethodHandle first = headers == null ? null : SdkMethod.of(headers, "firstHeader", 1);
    return first == null ? null : (String) SdkMethod.call(first, headers, name);
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
