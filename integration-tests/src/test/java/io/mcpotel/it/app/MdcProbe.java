// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts the application's own keys into the MDC, and reports what is left of them afterwards. */
final class MdcProbe implements Filter {

  /** The second key is one that the agent uses too. */
  private static final Map<String, String> OWN = Map.of("tenant", "blue", "trace_id", "the-app's");

  private final Queue<Map<String, String>> afterRequests = new ConcurrentLinkedQueue<>();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    OWN.forEach(MDC::put);
    try {
      chain.doFilter(request, response);
    } finally {
      if (!((HttpServletRequest) request).getRequestURI().equals("/mdc")) {
        afterRequests.add(MDC.getCopyOfContextMap());
      }
      MDC.clear();
    }
  }

  /** Answers what the requests left in the MDC, and what Reactor's idle worker threads hold. */
  HttpServlet report() {
    return new HttpServlet() {
      private static final long serialVersionUID = 1L;

      @Override
      protected void doGet(HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        MDC.clear();
        response.setContentType("application/json");
        response
            .getWriter()
            .write(
                OuterContext.json(
                    Map.of("requests", List.copyOf(afterRequests), "workers", workers())));
      }
    };
  }

  private static List<Map<String, String>> workers() {
    Callable<Map<String, String>> mdc =
        () -> MDC.getCopyOfContextMap() == null ? Map.of() : MDC.getCopyOfContextMap();
    return Flux.fromStream(Stream.generate(() -> mdc).limit(16))
        .flatMap(
            task ->
                Flux.concat(
                    Mono.fromCallable(task).subscribeOn(Schedulers.boundedElastic()),
                    Mono.fromCallable(task).subscribeOn(Schedulers.parallel())))
        .collectList()
        .block();
  }
}
