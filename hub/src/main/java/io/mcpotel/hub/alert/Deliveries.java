// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last deliveries. */
public final class Deliveries {

  private static final int MOST = 200;

  private final Deque<Delivery> last = new ArrayDeque<>();

  synchronized void add(Delivery delivery) {
    last.addLast(delivery);
    if (last.size() > MOST) {
      last.removeFirst();
    }
  }

  /** The last one first. */
  synchronized List<Delivery> all() {
    List<Delivery> all = new ArrayList<>(last);
    Collections.reverse(all);
    return all;
  }
}
