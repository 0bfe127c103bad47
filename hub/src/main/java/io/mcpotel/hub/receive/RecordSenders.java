// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which instances send records of their operations, so that none are made of their spans. Those few
 * whose span came before the first record are known by their ids, which both have: the store keeps
 * one of them.
 */
final class RecordSenders {

  private static final int MOST = 10_000;
  private static final long REMEMBERED_MICROS = 10 * 60 * 1_000_000L;

  private final Map<String, Long> lastRecords =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** What is to be kept of a batch. */
  synchronized List<Row> rows(Received received) {
    for (Row row : received.rows()) {
      if (row.table() == Table.OPERATIONS) {
        String sender = sender((String) row.get("service"), (String) row.get("instance"));
        lastRecords.put(sender, (Long) row.get("received"));
      }
    }
    if (received.ofSpans().isEmpty()) {
      return received.rows();
    }
    List<Row> rows = new ArrayList<>(received.rows());
    for (OperationOfSpan operation : received.ofSpans()) {
      if (!sendsRecords(operation)) {
        try {
          rows.add(operation.row());
        } catch (Unusable e) {
          // The span itself is kept; this would be of a time that nobody believes.
        }
      }
    }
    // They hold the batch as it came in, and it is answered only when its rows are kept.
    received.ofSpans().clear();
    return rows;
  }

  private boolean sendsRecords(OperationOfSpan operation) {
    Speaker speaker = operation.speaker();
    Long last = lastRecords.get(sender(speaker.service(), speaker.instance()));
    return last != null && last > operation.times().nowMicros() - REMEMBERED_MICROS;
  }

  private static String sender(String service, String instance) {
    return service + "\n" + instance;
  }
}
