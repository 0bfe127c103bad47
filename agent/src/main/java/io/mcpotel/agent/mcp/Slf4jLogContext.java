// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.LogContext;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/** The application's MDC. It is first touched when an operation runs, long after logging began. */
final class Slf4jLogContext implements LogContext {

  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";
  private static final String SESSION_ID = "mcp.session.id";
  private static final String REQUEST_ID = "jsonrpc.request.id";

  private volatile Boolean works;

  private record Saved(String traceId, String spanId, String sessionId, String requestId) {}

  @Override
  public Object put(String traceId, String spanId, String sessionId, String requestId) {
    return new Saved(
        exchange(TRACE_ID, traceId),
        exchange(SPAN_ID, spanId),
        exchange(SESSION_ID, sessionId),
        exchange(REQUEST_ID, requestId));
  }

  @Override
  public void restore(Object saved) {
    if (saved instanceof Saved before) {
      set(TRACE_ID, before.traceId());
      set(SPAN_ID, before.spanId());
      set(SESSION_ID, before.sessionId());
      set(REQUEST_ID, before.requestId());
    }
  }

  private static String exchange(String key, String value) {
    String before = MDC.get(key);
    if (value != null) {
      MDC.put(key, value);
    }
    return before;
  }

  private static void set(String key, String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }

  @Override
  public boolean works() {
    Boolean known = works;
    if (known == null) {
      known = tryIt();
      works = known;
    }
    return known;
  }

  private static boolean tryIt() {
    try {
      return !(MDC.getMDCAdapter() instanceof NOPMDCAdapter);
    } catch (LinkageError e) {
      return false;
    }
  }
}
