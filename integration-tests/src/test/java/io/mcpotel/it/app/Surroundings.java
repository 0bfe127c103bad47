// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.MDC;

/** What user code can see of the operation it runs in: its thread and its logging context. */
final class OuterContext {

  private OuterContext() {}

  static Map<String, Object> seen() {
    Map<String, Object> seen = new TreeMap<>();
    seen.put("thread", Thread.currentThread().getName());
    Map<String, String> mdc = MDC.getCopyOfContextMap();
    if (mdc != null) {
      seen.putAll(mdc);
    }
    return seen;
  }

  static String json(Object value) {
    return SdkJson.write(value);
  }
}
