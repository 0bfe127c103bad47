// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Row;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a batch: its rows, and how much of it is unusable and why. */
final class Received {

  private static final int MOST_TEXT = 200;

  private final List<Row> rows = new ArrayList<>();
  private final List<OperationOfSpan> ofSpans = new ArrayList<>();
  private long rejected;
  private String reason = "";

  void add(Row row) {
    rows.add(row);
  }

  /** An operation that is kept where its record will not come. */
  void add(OperationOfSpan operation) {
    ofSpans.add(operation);
  }

  void reject(String what, Unusable why) {
    if (rejected++ == 0) {
      String which = what.length() > MOST_TEXT ? what.substring(0, MOST_TEXT) + "..." : what;
      reason = which + " is not kept: " + why.getMessage();
    }
  }

  List<Row> rows() {
    return rows;
  }

  List<OperationOfSpan> ofSpans() {
    return ofSpans;
  }

  long rejected() {
    return rejected;
  }

  /** The first reason, and how many more there are. */
  String reason() {
    return rejected > 1 ? reason + "; and " + (rejected - 1) + " more" : reason;
  }
}
