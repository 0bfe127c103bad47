// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Guard;
import io.mcpotel.agent.core.LogContext;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPMDCAdapter;

/** The application's MDC. It is first touched when an operation runs, long after logging began. */
public final class Slf4jLogContext implements LogContext {

  private static final String[] KEYS = {
    "trace_id", "span_id", "mcp.session.id", "jsonrpc.request.id"
  };

  private volatile Boolean works;

  @Override
  public Object put(String traceId, String spanId, String sessionId, String requestId) {
    String[] before = new String[KEYS.length];
    for (int i = 0; i < KEYS.length; i++) {
      before[i] = MDC.get(KEYS[i]);
    }
    try {
      put(KEYS[0], traceId);
      put(KEYS[1], spanId);
      put(KEYS[2], sessionId);
      put(KEYS[3], requestId);
    } catch (Throwable t) {
      restore(before);
      throw t;
    }
    return before;
  }

  @Override
  public void restore(Object saved) {
    String[] before = (String[]) saved;
    for (int i = 0; i < KEYS.length; i++) {
      String key = KEYS[i];
      String value = before[i];
      Guard.run("putting back the log context", () -> set(key, value));
    }
  }

  private static void put(String key, String value) {
    if (value != null) {
      MDC.put(key, value);
    }
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
