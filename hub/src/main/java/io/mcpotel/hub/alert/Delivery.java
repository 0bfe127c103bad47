// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One attempt to tell somebody of an alert, and what came of it. */
record Delivery(
    Instant time, String rule, String action, String kind, Receiver.Answer answer, long millis) {

  Map<String, Object> written() {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("time", Words.time(time));
    written.put("rule", rule);
    written.put("action", action);
    written.put("kind", kind);
    written.put("status", answer.outcome().name().toLowerCase(Locale.ROOT));
    written.put("answer", answer.text());
    written.put("duration_ms", millis);
    return written;
  }
}
