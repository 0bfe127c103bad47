// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What happened last, for those who look on. It holds a number of events and of bytes and no more,
 * whoever reads them: a reader that is slower than that has missed some.
 */
final class LiveEvents {

  static final int MOST = 2_000;
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_OF_ONE = 64 << 10;

  /** A reader that is stuck holds what it was given, however old that is. */
  private static final int MOST_AT_ONCE = 200;

  private static final int MOST_BYTES_AT_ONCE = 256 << 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<Event> events = new ArrayDeque<>();
  private final long begun;
  private long bytes;
  private long next = 1;

  LiveEvents(long begun) {
    this.begun = begun;
  }

  /** One event, with its number and its JSON, which all readers share. */
  record Event(long number, String type, byte[] data) {}

  synchronized void add(String type, Map<String, Object> row) {
    byte[] data = json(row);
    if (data.length > MOST_OF_ONE) {
      row.put("attributes", null);
      data = json(row);
    }
    long number = next++;
    // One that is too large all the same is missed.
    if (data.length <= MOST_OF_ONE) {
      events.add(new Event(number, type, data));
      bytes += data.length;
    }
    while (events.size() > MOST || bytes > MOST_BYTES) {
      bytes -= events.remove().data().length;
    }
    notifyAll();
  }

  /** Says that some are left out here. */
  synchronized void skip() {
    next++;
  }

  synchronized long next() {
    return next;
  }

  /**
   * Those with this number or a later one, the first one first; waits for one, but not longer than
   * that. Whoever misses some sees it by the numbers.
   */
  synchronized List<Event> from(long number, long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while ((events.isEmpty() || events.getLast().number() < number) && left > 0) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
    List<Event> found = new ArrayList<>();
    int size = 0;
    for (Event event : events) {
      if (event.number() >= number && found.size() < MOST_AT_ONCE && size < MOST_BYTES_AT_ONCE) {
        found.add(event);
        size += event.data().length;
      }
    }
    return found;
  }

  String id(long number) {
    return begun + "-" + number;
  }

  /** The number that follows the one of an id, or -1 where the id is not of this hub. */
  long following(String id) {
    String start = begun + "-";
    if (id == null
        || !id.startsWith(start)
        || !id.substring(start.length()).matches("[0-9]{1,18}")) {
      return -1;
    }
    return Long.parseLong(id.substring(start.length())) + 1;
  }

  private static byte[] json(Map<String, Object> row) {
    try {
      return JSON.writeValueAsBytes(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
